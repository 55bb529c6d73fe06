import { newestStamp, type RevisionStamp, sameUrls, type Transaction } from '#lib/mappings/scope.ts'

/** Somebody else was faster: what is in force now, and who changed the scope last. */
export type MappingConflict = { now: string[] | null; by: RevisionStamp | null }

/** Compares what a person saw with what is in force; null when they may go on. */
export async function mappingConflict(
  tx: Transaction,
  seen: { licence: string | null; now: string[] | null; expected: string[] | null | undefined },
): Promise<{ ok: false; reason: string; conflict: MappingConflict } | null> {
  const { licence, now, expected } = seen
  if (expected === undefined || sameUrls(now, expected)) return null
  const by = await newestStamp(tx, licence)
  const reason = `${by?.actor ?? 'Somebody'} changed this meanwhile. Compare before you save.`
  return { ok: false, reason, conflict: { now, by } }
}
