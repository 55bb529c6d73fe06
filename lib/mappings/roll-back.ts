import { z } from 'zod'
import { revisionNumber } from '#lib/mappings/diff-revisions.ts'
import { type Revision, readRevision } from '#lib/mappings/read-revision.ts'
import { saveScope } from '#lib/mappings/save-scope.ts'
import {
  actorName,
  loadScope,
  newestRevision,
  type RevisionStamp,
  type ScopeState,
  scopeLicence,
  scopeName,
  withScopeLocked,
} from '#lib/mappings/scope.ts'
import { boundDiff, diffScopes, type ShownDiff } from '#lib/mappings/scope-diff.ts'

const Input = z.object({
  licence: scopeLicence,
  /** The revision whose state comes back. */
  revision: revisionNumber,
  /** The newest revision that the person saw; left out, nothing is compared. */
  expected: revisionNumber.optional(),
  actor: actorName,
})

/** What a page sends; who does it is known from the session. */
export const rollBackInput = Input.omit({ actor: true })

/** Somebody was faster: who, and how what is in force now differs from what the person saw. */
export type RollBackConflict = { by: RevisionStamp; diff: ShownDiff }

export type RollBackOutcome =
  | { ok: true; revision: number }
  | { ok: false; reason: string; conflict?: RollBackConflict }

/**
 * Makes a new revision of a scope with exactly the mappings, the RPC_SERVER_IP and the file of an earlier one.
 * Deliveries that were made keep their endpoint. Nothing is written when the scope is newer than `expected`.
 */
export async function rollBack(input: z.input<typeof Input>): Promise<RollBackOutcome> {
  const parsed = Input.safeParse(input)
  if (!parsed.success) return { ok: false, reason: parsed.error.issues[0]?.message ?? 'The input is wrong.' }
  const { licence, revision, expected, actor } = parsed.data
  return withScopeLocked(licence, async (tx) => {
    const target = await readRevision(licence, revision, tx)
    const newest = await newestRevision(tx, licence)
    if (target === null || newest === null) {
      return { ok: false, reason: `There is no revision ${revision} of ${scopeName(licence)}.` }
    }
    const before = await loadScope(tx, licence)
    if (expected !== undefined && newest.id !== expected) {
      const seen = await readRevision(licence, expected, tx)
      return conflict(newest, { seen: seen ?? target, now: before, rpcServerIp: newest.rpcServerIp })
    }
    const { rpcServerIp, fileRevision } = target
    const after: ScopeState = new Map(Object.entries(target.mappings))
    const source = 'roll-back'
    const written = await saveScope(tx, { licence, before, after, actor, source, rpcServerIp, fileRevision })
    if (written === null || written === newest.id) {
      return { ok: false, reason: `What revision ${revision} says is in force already.` }
    }
    return { ok: true, revision: written }
  })
}

function conflict(
  by: RevisionStamp,
  { seen, now, rpcServerIp }: { seen: Revision; now: ScopeState; rpcServerIp: string | null },
): RollBackOutcome {
  const diff = boundDiff(diffScopes(seen, { mappings: Object.fromEntries(now), rpcServerIp }))
  const reason = `${by.actor} changed this meanwhile (revision ${by.id}). Nothing was written. Compare before you roll back.`
  return { ok: false, reason, conflict: { by: { id: by.id, actor: by.actor, at: by.at }, diff } }
}
