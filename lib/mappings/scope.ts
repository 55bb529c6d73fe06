import { z } from 'zod'
import { Prisma } from '#lib/db/generated/client.ts'
import { prisma } from '#lib/db/prisma.ts'
import { MAX_EVENT_TYPE_LENGTH } from '#lib/mappings/limits.ts'

/** A licence's number as a person writes it; the digits are LIVECHAT's habit, not a rule. */
export const licenceNumber = z
  .string()
  .trim()
  .min(1, 'Write the number of the licence.')
  .max(255, 'A licence has at most 255 characters.')
  .regex(/^[^\p{C}\p{Zl}\p{Zp}]+$/u, 'A licence has no control characters.')

/** null: the defaults, which hold for every licence without a mapping of its own. */
export const scopeLicence = licenceNumber.nullable()

/** An event type as calls and lc_serv.cfg name it; not only the twelve. */
export const eventTypeName = z
  .string()
  .min(1, 'Write the name of the event type.')
  .max(MAX_EVENT_TYPE_LENGTH, `An event type has at most ${MAX_EVENT_TYPE_LENGTH} characters.`)
  .regex(/^[^\p{C}\p{Zl}\p{Zp}]+$/u, 'An event type has no control characters.')

/** Who does it: an e-mail address, or 'command line'. */
export const actorName = z.string().min(1).max(320)

/** The mappings of one scope. An empty list is "deliver nothing"; an absent event type is not mapped here. */
export type ScopeState = Map<string, string[]>

export type Transaction = Prisma.TransactionClient

const ROUTING_LOCK = 4_127_701
const SCOPE_LOCK = 4_127_702
const TRANSACTION = { maxWait: 10_000, timeout: 60_000 }

/** Names a scope in messages: "the defaults" or "licence 1520". */
export function scopeName(licence: string | null): string {
  return licence === null ? 'the defaults' : `licence ${licence}`
}

/**
 * Runs `work` in a transaction that alone may change the mappings of this scope. Writers of other scopes go on;
 * those who change endpoints wait.
 */
export async function withScopeLocked<T>(
  licence: string | null,
  work: (tx: Transaction) => Promise<T>,
): Promise<T> {
  return prisma().$transaction(async (tx) => {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock_shared(${ROUTING_LOCK}::int, 0)`
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(${SCOPE_LOCK}::int, hashtext(${scopeName(licence)}))`
    return work(tx)
  }, TRANSACTION)
}

/** Runs `work` in a transaction that alone may change any mapping or endpoint. */
export async function withRoutingLocked<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
  return prisma().$transaction(async (tx) => {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(${ROUTING_LOCK}::int, 0)`
    return work(tx)
  }, TRANSACTION)
}

/**
 * The mappings of a scope as they are now, by event type. Call it under the scope's lock before a change.
 * One row an event type, on the index (licence, event_type): a scope of 100,000 is read in a fraction of a second.
 */
export async function loadScope(tx: Transaction, licence: string | null): Promise<ScopeState> {
  const ofScope = licence === null ? Prisma.sql`m.licence IS NULL` : Prisma.sql`m.licence = ${licence}`
  const rows = await tx.$queryRaw<{ event_type: string; urls: string[] }[]>`
    SELECT m.event_type,
      coalesce(array_agg(e.url ORDER BY m.position, m.id) FILTER (WHERE e.url IS NOT NULL), '{}') AS urls
    FROM mapping m LEFT JOIN endpoint e ON e.id = m.endpoint_id
    WHERE ${ofScope} GROUP BY m.event_type ORDER BY m.event_type`
  return new Map(rows.map(({ event_type, urls }) => [event_type, urls]))
}

export type RevisionStamp = { id: number; actor: string; at: string }

export type NewestRevision = RevisionStamp & {
  rpcServerIp: string | null
  /** The revision whose file an export starts from. */
  fileRevision: number | null
}

/** Who changed the scope last, and what it says beside its mappings; null when nobody has. `at` is an ISO string in UTC. */
export async function newestRevision(
  tx: Transaction,
  licence: string | null,
): Promise<NewestRevision | null> {
  const row = await tx.mappingRevision.findFirst({
    where: { licence },
    orderBy: { id: 'desc' },
    select: { id: true, actor: true, createdAt: true, rpcServerIp: true, fileRevision: true },
  })
  if (row === null) return null
  const { createdAt, ...rest } = row
  return { ...rest, at: createdAt.toISOString() }
}

/** The same without what only writers need: for messages to a person. */
export async function newestStamp(tx: Transaction, licence: string | null): Promise<RevisionStamp | null> {
  const newest = await newestRevision(tx, licence)
  return newest && { id: newest.id, actor: newest.actor, at: newest.at }
}

/** Whether two answers to "where does it go" are the same. null: not mapped. */
export function sameUrls(a: readonly string[] | null, b: readonly string[] | null): boolean {
  if (a === null || b === null) return a === b
  return a.length === b.length && a.every((url, index) => url === b[index])
}

/** The scope that a URL's `licence` parameter names; whatever cannot be a licence means the defaults. */
export function licenceFromQuery(value: string | string[] | undefined): string | null {
  const parsed = licenceNumber.safeParse(value)
  return parsed.success ? parsed.data : null
}
