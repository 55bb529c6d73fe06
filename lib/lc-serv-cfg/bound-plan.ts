import type { ApplyImportOutcome, PlannedImport } from '#lib/lc-serv-cfg/import-config.ts'
import type { ImportPlan, PlannedChange } from '#lib/lc-serv-cfg/plan.ts'
import type { PlanError, PlanWarning } from '#lib/lc-serv-cfg/plan-findings.ts'
import type { RevisionStamp } from '#lib/mappings/scope.ts'

/** What of a plan goes to a browser: at most so much of each list, and of each text. */
export const SHOWN = { lines: 2000, entries: 200, numbers: 20, urls: 5, characters: 500 } as const

/** A plan cut to what a page can hold. `counts` are those of the whole plan. */
export type ShownPlan = Omit<ImportPlan, 'next'> & { counts: Record<CountedList, number> }

type CountedList = 'lines' | 'added' | 'changed' | 'removed' | 'unchanged' | 'kept' | 'warnings' | 'errors'

export type ShownImport = { plan: ShownPlan; revision: number | null }

export type ShownImportOutcome =
  | { ok: true; plan: ShownPlan; revision: number }
  | { ok: false; reason: string; conflict?: ShownImport & { by: RevisionStamp | null } }

/** Cuts a plan, however large its file: some hundred kilobytes at most for usual texts. */
export function boundPlan({ next: _, ...plan }: ImportPlan): ShownPlan {
  const { lines, added, changed, removed, unchanged, kept, warnings, errors } = plan
  const lists = { lines, added, changed, removed, unchanged, kept, warnings, errors }
  const counts = Object.fromEntries(
    Object.entries(lists).map(([name, list]) => [name, list.length]),
  ) as ShownPlan['counts'] // the keys are those of `lists`
  return {
    ...plan,
    counts,
    lines: lines.slice(0, SHOWN.lines).map((line) => ({ ...line, text: boundText(line.text) })),
    added: boundChanges(added),
    changed: boundChanges(changed),
    removed: boundChanges(removed),
    unchanged: boundChanges(unchanged),
    kept: boundChanges(kept),
    warnings: boundFindings(warnings).map((one) => ({ ...one, lines: one.lines.slice(0, SHOWN.numbers) })),
    errors: boundFindings(errors),
  }
}

export function boundPlanned({ plan, revision }: PlannedImport): ShownImport {
  return { plan: boundPlan(plan), revision }
}

/** The same for what came of an import. */
export function boundOutcome(outcome: ApplyImportOutcome): ShownImportOutcome {
  if (outcome.ok) return { ...outcome, plan: boundPlan(outcome.plan) }
  const { reason } = outcome
  if (!('conflict' in outcome)) return { ok: false, reason: boundText(reason) }
  return { ok: false, reason, conflict: { ...boundPlanned(outcome.conflict), by: outcome.conflict.by } }
}

function boundChanges(changes: PlannedChange[]): PlannedChange[] {
  return changes.slice(0, SHOWN.entries).map(({ eventType, lines, from, to, ...rest }) => ({
    ...rest,
    eventType: boundText(eventType),
    lines: lines.slice(0, SHOWN.numbers),
    from: from && boundUrls(from),
    to: to && boundUrls(to),
  }))
}

function boundFindings<Finding extends PlanWarning | PlanError>(findings: Finding[]): Finding[] {
  return findings.slice(0, SHOWN.entries).map((one) => ({
    ...one,
    eventType: one.eventType && boundText(one.eventType),
    message: boundText(one.message),
  }))
}

function boundUrls(urls: string[]): string[] {
  const shown = urls.slice(0, SHOWN.urls).map(boundText)
  return urls.length > SHOWN.urls ? [...shown, `and ${urls.length - SHOWN.urls} more`] : shown
}

// What differs is often at the end, so the middle goes.
function boundText(text: string): string {
  if (text.length <= SHOWN.characters) return text
  const end = SHOWN.characters / 4
  return `${text.slice(0, SHOWN.characters - end)} … ${text.slice(-end)}`
}
