import type { DeliveryStatus } from '#lib/delivery-log/delivery-status.ts'
import { columnConditions, placeholders } from '#lib/delivery-log/find-ids.ts'
import { healthOf, type ShownHealth } from '#lib/delivery-log/health-of.ts'
import { readListedCalls } from '#lib/delivery-log/listed-call.ts'
import { readListedDeliveries } from '#lib/delivery-log/listed-delivery.ts'
import type { LogQuery } from '#lib/delivery-log/log-query.ts'
import { type Read, readLog } from '#lib/delivery-log/read-log.ts'
import { rangeBounds } from '#lib/delivery-log/time-range.ts'
import type { ListedCall, ListedDelivery } from '#lib/delivery-log/types.ts'
import { countMissing } from './find-missing.ts'
import { findResends, resendQuery } from './find-resends.ts'
import { MAX_TOTAL } from './limits.ts'
import { type BulkScope, freezeScope, type ReplayScope, type ResendScope } from './scope.ts'

const SAMPLE = 5

/** Ids that are read at a time where the database cannot count them by itself. */
const CHUNK = 5000

export type EndpointShare = {
  endpointId: string
  /** null: it was removed, and nothing can be sent to it. */
  url: string | null
  count: number
  /** It takes nothing at present: what goes to it is held. */
  isHeld: boolean
}

/** An endpoint that held deliveries wait for, and why. */
export type HeldShare = { endpointId: string; url: string | null; count: number; health: ShownHealth }

/** What a run would do, counted now. `total` above MAX_TOTAL says "more than that": too much for one run. */
export type BulkPlan = { total: number } & (
  | {
      kind: 'resend'
      scope: ResendScope
      byStatus: { status: DeliveryStatus; count: number }[]
      /** The most frequent first. */
      byEndpoint: EndpointShare[]
      /** Of those that are held, and left out: they go out by themselves. The most frequent first, four at most. */
      heldBy: HeldShare[]
      /** The newest. */
      sample: ListedDelivery[]
    }
  | {
      kind: 'replay'
      scope: ReplayScope
      byEventType: { eventType: string; count: number }[]
      sample: ListedCall[]
    }
)

/**
 * Counts what a run of this scope would do, with a sample. Nothing is changed.
 * @returns the plan with its scope frozen: the run is to be started with that one.
 * @throws LogTimeout when it is too much to count within 3 s.
 */
export async function planRun(given: BulkScope, now = Date.now()): Promise<BulkPlan> {
  const scope = freezeScope(given, now)
  return readLog((read) =>
    scope.kind === 'resend' ? planResend(read, scope, now) : planReplay(read, scope, now),
  )
}

type Group = { status: DeliveryStatus; endpointId: string; count: number }

async function planResend(read: Read, scope: ResendScope, now: number): Promise<BulkPlan> {
  const query = await resendQuery(read, scope, now)
  const { groups, newest } =
    query.words === null ? await countByColumns(read, query) : await countOneByOne(read, scope, now)
  const sample = await readListedDeliveries(read, newest)
  const byEndpoint = await endpointShares(read, groups)
  return {
    kind: 'resend',
    scope,
    total: groups.reduce((sum, group) => sum + group.count, 0),
    byStatus: sums(groups, (group) => group.status).map(([status, count]) => ({ status, count })),
    byEndpoint,
    heldBy: await heldShares(byEndpoint, groups),
    sample: sample.sort((a, b) => (a.id < b.id ? 1 : -1)),
  }
}

type Counted = { groups: Group[]; newest: string[] }

// Counts on: what the list counts on, (column, id) of one filter. Without an order the planner may read it as it likes.
async function countByColumns(read: Read, query: LogQuery): Promise<Counted> {
  const matching = (tail: (place: (value: unknown) => string) => string, columns: string) => {
    const { values, place } = placeholders()
    const conditions = [
      ...rangeBounds(query.range).map(([operator, id]) => `id ${operator} ${place(id)}::uuid`),
      ...columnConditions(query.filters, place),
      ...query.conditions.map((condition) => condition(place)),
    ]
    const where = conditions.length > 0 ? `WHERE ${conditions.join(' AND ')}` : ''
    return { text: `SELECT ${columns} FROM delivery ${where} ${tail(place)}`, values }
  }
  const all = matching((place) => `LIMIT ${place(MAX_TOTAL + 1)}`, 'status, endpoint_id')
  const groups = await read<Group>(
    `SELECT status, endpoint_id AS "endpointId", count(*)::int AS count FROM (${all.text}) matching GROUP BY 1, 2`,
    all.values,
  )
  if (groups.length === 0) return { groups, newest: [] }
  const last = matching((place) => `ORDER BY id DESC LIMIT ${place(SAMPLE)}`, 'id')
  return { groups, newest: (await read<{ id: string }>(last.text, last.values)).map((row) => row.id) }
}

// Counts on: delivery by key.
const GROUPS = `
SELECT status, endpoint_id AS "endpointId", count(*)::int AS count FROM delivery WHERE id = ANY($1::uuid[]) GROUP BY 1, 2`

async function countOneByOne(read: Read, scope: ResendScope, now: number): Promise<Counted> {
  const groups: Group[] = []
  let newest: string[] = []
  let cursor: string | null = null
  for (let total = 0; total <= MAX_TOTAL; ) {
    const found = await findResends(read, scope, { cursor, limit: CHUNK, now })
    groups.push(...(await read<Group>(GROUPS, [found.ids])))
    newest = [...newest, ...found.ids].slice(-SAMPLE)
    total += found.ids.length
    cursor = found.ids.at(-1) ?? cursor
    if (found.isLast) break
  }
  return { groups, newest }
}

function sums<Name extends string>(groups: Group[], nameOf: (group: Group) => Name): [Name, number][] {
  const counts = new Map<Name, number>()
  for (const group of groups) counts.set(nameOf(group), (counts.get(nameOf(group)) ?? 0) + group.count)
  return [...counts].sort(([, a], [, b]) => b - a)
}

// Counts on: endpoint and endpoint_health by key.
const ENDPOINTS = `
SELECT endpoint.id, endpoint.url, coalesce(health.paused_at IS NOT NULL OR health.breaker = 'open', false) AS "isHeld"
FROM endpoint LEFT JOIN endpoint_health health ON health.endpoint_id = endpoint.id WHERE endpoint.id = ANY($1::uuid[])`

async function endpointShares(read: Read, groups: Group[]): Promise<EndpointShare[]> {
  const counts = sums(groups, (group) => group.endpointId)
  const rows = await read<{ id: string; url: string; isHeld: boolean }>(ENDPOINTS, [counts.map(([id]) => id)])
  const known = new Map(rows.map((row) => [row.id, row]))
  return counts.map(([endpointId, count]) => ({
    endpointId,
    url: known.get(endpointId)?.url ?? null,
    count,
    isHeld: known.get(endpointId)?.isHeld ?? false,
  }))
}

/** The most that are shown with why they hold. */
const MOST_HELD = 4

async function heldShares(byEndpoint: EndpointShare[], groups: Group[]): Promise<HeldShare[]> {
  const held = sums(
    groups.filter(({ status }) => status === 'held'),
    ({ endpointId }) => endpointId,
  )
  const urls = new Map(byEndpoint.map(({ endpointId, url }) => [endpointId, url]))
  return Promise.all(
    held.slice(0, MOST_HELD).map(async ([endpointId, count]) => ({
      ...{ endpointId, count, url: urls.get(endpointId) ?? null },
      health: await healthOf(endpointId),
    })),
  )
}

async function planReplay(read: Read, scope: ReplayScope, now: number): Promise<BulkPlan> {
  const { byEventType, newest } = await countMissing(read, scope, {
    limit: MAX_TOTAL + 1,
    sample: SAMPLE,
    now,
  })
  const sample = await readListedCalls(read, newest)
  return {
    kind: 'replay',
    scope,
    total: byEventType.reduce((sum, { count }) => sum + count, 0),
    byEventType,
    sample: sample.sort((a, b) => (a.id < b.id ? 1 : -1)),
  }
}
