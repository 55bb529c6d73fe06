import { sameUrls } from '../mappings/scope.ts'
import { scopesNow } from './mapped-now.ts'
import type { Read } from './read-log.ts'
import type { DeliveryMaker } from './types.ts'

type Row = { revision: number; licence: string | null; actor: string; at: Date; urls: string[] | null }

const COLUMNS = `id AS revision, licence, actor, created_at AS at, mappings->$2::text AS urls`

// Counts on: mapping_revision by key.
const RECORDED = `SELECT ${COLUMNS} FROM mapping_revision WHERE id = $1::int`

// The newest of each scope at that time. Counts on: mapping_revision (licence, id), read backwards.
const BY_TIME = `
(SELECT ${COLUMNS} FROM mapping_revision WHERE licence = $1 AND created_at <= $3::timestamptz ORDER BY id DESC LIMIT 1)
UNION ALL
(SELECT ${COLUMNS} FROM mapping_revision WHERE licence IS NULL AND created_at <= $3::timestamptz ORDER BY id DESC LIMIT 1)`

type Made = {
  eventType: string
  licence: string
  createdAt: string
  mappingRevisionId: number | null
  /** It was given an endpoint by a person: a replay, or a changed resend. */
  isByPerson: boolean
}

/**
 * Which revision of which scope's mappings made a delivery; null when none did, or nobody knows. Of one that was made before
 * revisions were kept with deliveries it is the one that was in force then, and says so.
 */
export async function readMaker(read: Read, made: Made): Promise<DeliveryMaker | null> {
  if (made.isByPerson) return null
  const row = await findRevision(read, made)
  if (!row) return null
  const { revision, licence, actor, at, urls } = row
  const now = await scopesNow(read, made.eventType, made.licence)
  const isOwnNow = now !== null && now.licence !== null
  const isSame =
    isOwnNow === (licence !== null) && sameUrls(urls, (isOwnNow ? now.licence : now?.defaults) ?? null)
  return {
    ...{ revision, licence, actor, at: at.toISOString() },
    isRecorded: made.mappingRevisionId !== null,
    hasChanged: !isSame,
  }
}

async function findRevision(read: Read, made: Made): Promise<Row | null> {
  const { mappingRevisionId, eventType, licence, createdAt } = made
  if (mappingRevisionId !== null)
    return (await read<Row>(RECORDED, [mappingRevisionId, eventType]))[0] ?? null
  const rows = await read<Row>(BY_TIME, [licence, eventType, createdAt])
  const mapped = rows.find(({ urls }) => urls !== null)
  // Made nevertheless: by another mapping than the history tells of.
  return mapped?.urls?.length ? mapped : null
}
