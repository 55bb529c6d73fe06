import { z } from 'zod'
import { type Revision, readRevision, readRevisionBefore } from '#lib/mappings/read-revision.ts'
import { type RevisionStamp, scopeLicence, scopeName } from '#lib/mappings/scope.ts'
import { boundDiff, diffScopes, NOTHING, type ScopeDiff, type ShownDiff } from '#lib/mappings/scope-diff.ts'

/** The number of a revision. */
export const revisionNumber = z.number().int().min(1).max(2_147_483_647)

export const diffRevisionsInput = z.object({
  licence: scopeLicence,
  /** Left out: the revision before `to`. */
  from: revisionNumber.optional(),
  to: revisionNumber,
})

export type DiffRevisionsOutcome =
  /** `from` is null when `to` is the first revision: then everything is new. */
  | { ok: true; from: RevisionStamp | null; to: RevisionStamp; diff: ScopeDiff; isSameFile: boolean }
  | { ok: false; reason: string }

/** The same, cut to what a page can show. */
export type ShownDiffOutcome =
  | (Extract<DiffRevisionsOutcome, { ok: true }> & { diff: ShownDiff })
  | { ok: false; reason: string }

/** How any two revisions of a scope differ. */
export async function diffRevisions(
  input: z.input<typeof diffRevisionsInput>,
): Promise<DiffRevisionsOutcome> {
  const parsed = diffRevisionsInput.safeParse(input)
  if (!parsed.success) return { ok: false, reason: 'A revision is named by its number.' }
  const { licence, from, to } = parsed.data
  const [before, after] = await Promise.all([
    from === undefined ? readRevisionBefore(licence, to) : readRevision(licence, from),
    readRevision(licence, to),
  ])
  if (after === null) return notThere(licence, to)
  if (before === null && from !== undefined) return notThere(licence, from)
  const diff = diffScopes(before ?? NOTHING, after)
  const isSameFile = (before?.fileRevision ?? null) === after.fileRevision
  return { ok: true, from: before && stamp(before), to: stamp(after), diff, isSameFile }
}

export function boundDiffOutcome(outcome: DiffRevisionsOutcome): ShownDiffOutcome {
  return outcome.ok ? { ...outcome, diff: boundDiff(outcome.diff) } : outcome
}

function notThere(licence: string | null, id: number): { ok: false; reason: string } {
  return { ok: false, reason: `There is no revision ${id} of ${scopeName(licence)}.` }
}

function stamp({ id, actor, at }: Revision): RevisionStamp {
  return { id, actor, at }
}
