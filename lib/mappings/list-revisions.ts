import { Prisma } from '#lib/db/generated/client.ts'
import { prisma } from '#lib/db/prisma.ts'
import { type RevisionChange, sayRevision } from '#lib/mappings/say-revision.ts'
import { scopeLicence } from '#lib/mappings/scope.ts'

/** A row of a scope's history. `at` is an ISO string in UTC; `what` a short sentence without the actor. */
export type ListedRevision = { id: number; at: string; actor: string; what: string }

/** `older` is the id to ask for next; null on the last page. */
export type RevisionPage = { revisions: ListedRevision[]; older: number | null }

const PAGE = 20
/** A page that reaches down to a revision is no longer than that. */
const LONGEST_PAGE = 500

type Row = {
  id: number
  source: string
  actor: string
  created_at: Date
  changes: RevisionChange
}

/**
 * The changes of a scope, newest first, `PAGE` at a time.
 * @param scope.before only revisions with a lower id.
 * @param scope.through the page is as long as it takes to reach down to this revision, up to `LONGEST_PAGE`.
 */
export async function listRevisions(scope: {
  licence: string | null
  before?: number | null
  through?: number | null
}): Promise<RevisionPage> {
  const licence = scopeLicence.parse(scope.licence)
  const { before = null, through = null } = scope
  const size = through === null ? PAGE : await pageThrough(licence, through)
  const rows = await readRows(licence, before, size)
  const revisions = rows.slice(0, size).map(({ id, source, actor, created_at, changes }) => ({
    id,
    at: created_at.toISOString(),
    actor,
    what: sayRevision(source, changes),
  }))
  return { revisions, older: rows.length > size ? (revisions.at(-1)?.id ?? null) : null }
}

const ofLicence = (licence: string | null, table: string) =>
  licence === null
    ? Prisma.sql`${Prisma.raw(table)}.licence IS NULL`
    : Prisma.sql`${Prisma.raw(table)}.licence = ${licence}`

/** How many revisions it takes to reach one. Counts on the index (licence, id). */
async function pageThrough(licence: string | null, through: number): Promise<number> {
  const rows = await prisma().$queryRaw<{ id: number }[]>`
    SELECT r.id FROM mapping_revision r WHERE ${ofLicence(licence, 'r')} AND r.id >= ${through} LIMIT ${LONGEST_PAGE}`
  return Math.max(PAGE, rows.length)
}

/**
 * Each revision compared with the one before it, in the database: mappings of a hundred thousand event types never
 * come here. Counts on the index (licence, id), read backwards, for the page and for the revision before each.
 */
function readRows(licence: string | null, before: number | null, size: number): Promise<Row[]> {
  const ofScope = (table: string) => ofLicence(licence, table)
  const older = before === null ? Prisma.empty : Prisma.sql`AND r.id < ${before}`
  return prisma().$queryRaw<Row[]>`
    WITH page AS MATERIALIZED (
      SELECT r.* FROM mapping_revision r WHERE ${ofScope('r')} ${older} ORDER BY r.id DESC LIMIT ${size + 1}
    )
    SELECT page.id, page.source, page.actor, page.created_at,
      jsonb_build_object(
        'added', diff.added, 'changed', diff.changed, 'removed', diff.removed, 'only', diff.only,
        'rpcServerIp', CASE WHEN page.rpc_server_ip IS DISTINCT FROM earlier.rpc_server_ip
          THEN jsonb_build_object('to', page.rpc_server_ip) END
      ) AS changes
    FROM page
    LEFT JOIN LATERAL (
      SELECT e.mappings, e.rpc_server_ip FROM mapping_revision e
      WHERE ${ofScope('e')} AND e.id < page.id ORDER BY e.id DESC LIMIT 1
    ) earlier ON true
    CROSS JOIN LATERAL (
      SELECT count(*) FILTER (WHERE o.value IS NULL) AS added,
        count(*) FILTER (WHERE o.value IS NOT NULL AND n.value IS NOT NULL) AS changed,
        count(*) FILTER (WHERE n.value IS NULL) AS removed,
        CASE WHEN count(*) = 1 THEN (
          array_agg(jsonb_build_object('eventType', coalesce(n.key, o.key), 'to', n.value))
        )[1] END AS only
      FROM jsonb_each(page.mappings) n
      FULL JOIN jsonb_each(coalesce(earlier.mappings, '{}')) o ON o.key = n.key
      WHERE n.value IS DISTINCT FROM o.value
    ) diff
    ORDER BY page.id DESC`
}
