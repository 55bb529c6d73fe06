import { z } from 'zod'
import { MAX_FILE_LINES } from '#lib/lc-serv-cfg/file-limits.ts'
import { type ImportPlan, planImport } from '#lib/lc-serv-cfg/plan.ts'
import type { PlanError } from '#lib/lc-serv-cfg/plan-findings.ts'
import { refuseImport } from '#lib/lc-serv-cfg/refuse-import.ts'
import { warnOfAddresses } from '#lib/lc-serv-cfg/warn-of-addresses.ts'
import { saveScope } from '#lib/mappings/save-scope.ts'
import {
  actorName,
  loadScope,
  newestRevision,
  type RevisionStamp,
  scopeLicence,
  scopeName,
  withScopeLocked,
} from '#lib/mappings/scope.ts'

const PlanInput = z.object({
  file: z.custom<Uint8Array>((value) => value instanceof Uint8Array, 'The file is missing.'),
  licence: scopeLicence,
  /** Keep mappings of event types that the file does not name. */
  keepUnnamed: z.boolean().default(false),
})

const ApplyInput = PlanInput.extend({
  actor: actorName,
  source: z.string().min(1).max(100).default('import'),
  /** As planConfigImport gave it. */
  baseRevision: z.number().int().nullable(),
  /** The numbers of wrong lines that are left out on purpose; their event types stay as they are. */
  leaveOut: z.array(z.number().int().min(1)).max(MAX_FILE_LINES).default([]),
})

/** What a page sends; who does it is known from the session. */
export const planImportInput = PlanInput
export const applyImportInput = ApplyInput.omit({ actor: true, source: true })

/** `revision`: the scope's newest, which the plan was made against. */
export type PlannedImport = { plan: ImportPlan; revision: number | null }

export type ApplyImportOutcome =
  | { ok: true; plan: ImportPlan; revision: number }
  /** The file cannot be used; a `plan` shows where. */
  | { ok: false; reason: string; errors: PlanError[] }
  /** The scope was changed since the plan was made; `plan` is what the import would do now. */
  | {
      ok: false
      reason: string
      conflict: { plan: ImportPlan; revision: number | null; by: RevisionStamp | null }
    }

/** What importing this file into a scope would do. Writes nothing. */
export async function planConfigImport(input: z.input<typeof PlanInput>): Promise<PlannedImport> {
  const { file, licence, keepUnnamed } = PlanInput.parse(input)
  const { current, newest } = await withScopeLocked(licence, async (tx) => ({
    current: await loadScope(tx, licence),
    newest: await newestRevision(tx, licence),
  }))
  const currentRpcServerIp = newest?.rpcServerIp ?? null
  const plan = planImport({ file, current, currentRpcServerIp, keepUnnamed })
  return {
    plan: await warnOfAddresses(plan, file),
    revision: newest?.id ?? null,
  }
}

/**
 * Imports a file as it was planned: the scope's mappings, the revision and the file's bytes in one transaction.
 * Nothing is written when the scope was changed since, or when a wrong line is not
 * named by `leaveOut`.
 */
export async function applyConfigImport(input: z.input<typeof ApplyInput>): Promise<ApplyImportOutcome> {
  const { file, licence, keepUnnamed, actor, source, baseRevision, leaveOut } = ApplyInput.parse(input)
  const outcome = await withScopeLocked(licence, async (tx): Promise<ApplyImportOutcome> => {
    const before = await loadScope(tx, licence)
    const by = await newestRevision(tx, licence)
    const revision = by?.id ?? null
    const currentRpcServerIp = by?.rpcServerIp ?? null
    const plan = planImport({ file, current: before, currentRpcServerIp, keepUnnamed })
    if (revision !== baseRevision) {
      const reason = `${by?.actor ?? 'Somebody'} changed ${scopeName(licence)} since the plan was made. Read it again before you confirm.`
      return { ok: false, reason, conflict: { plan, revision, by } }
    }
    const refused = refuseImport(plan.errors, leaveOut)
    if (refused) return { ok: false, ...refused }
    const after = new Map(plan.next)
    const rpcServerIp = plan.rpcServerIp?.to ?? null
    const written = await saveScope(tx, { licence, before, after, actor, source, file, rpcServerIp })
    if (written === null) throw new Error('An import with a file wrote no revision')
    return { ok: true, plan, revision: written }
  })
  if (outcome.ok || !('conflict' in outcome)) return outcome
  const { conflict } = outcome
  return { ...outcome, conflict: { ...conflict, plan: await warnOfAddresses(conflict.plan, file) } }
}
