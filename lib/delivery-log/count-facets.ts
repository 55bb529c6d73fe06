import type { z } from 'zod'
import { deliveryQuery } from '#lib/delivery-log/delivery-query.ts'
import { DELIVERY_STATUSES } from '#lib/delivery-log/delivery-status.ts'
import { allDeliveries } from '#lib/delivery-log/filters.ts'
import { matching } from '#lib/delivery-log/matching.ts'
import { type Read, readLog } from '#lib/delivery-log/read-log.ts'
import { COUNT_BOUND } from '#lib/mappings/limits.ts'

type Filters = z.output<typeof allDeliveries>

/** What deliveries are counted by. `answer`: a status, or the kind of the error where there was no answer. */
export const FACETS = ['status', 'answer', 'endpoint', 'eventType', 'licence'] as const
export type Facet = (typeof FACETS)[number]

/** `label` of an endpoint is its URL; of others there is none. */
export type FacetValue = { value: string; label: string | null; count: number }

export type FacetCounts = {
  /** The most frequent values first; statuses in the order of the log. */
  values: Record<Facet, FacetValue[]>
  /** How many match, at most COUNT_BOUND + 1: that says "more". The values are then counted among the newest COUNT_BOUND. */
  total: number
}

/** The filters that belong to a facet: its values are counted as if it were not narrowed down. */
const OWN: Record<Facet, (keyof Filters)[]> = {
  status: ['status'],
  answer: ['code', 'error'],
  endpoint: ['endpointId', 'endpoint'],
  eventType: ['eventType'],
  licence: ['licence'],
}

const MOST_VALUES = 50

/**
 * How many deliveries of each value a list has, so that one can be chosen. Never more than COUNT_BOUND rows are looked at
 * for a facet, so that it takes as long for a million as for ten.
 * @throws ZodError, UnknownName, LogTimeout as the list does.
 */
export async function countFacets(
  given: z.input<typeof allDeliveries>,
  now = Date.now(),
): Promise<FacetCounts> {
  const filters = allDeliveries.parse(given)
  return readLog(async (read) => {
    const groups = await count(read, filters, now)
    const total = sumOf(groups.get('status') ?? [])
    for (const facet of FACETS) {
      const isNarrowed = OWN[facet].some((name) => (filters[name]?.length ?? 0) > 0)
      if (!isNarrowed) continue
      const without = { ...filters, ...Object.fromEntries(OWN[facet].map((name) => [name, undefined])) }
      groups.set(facet, (await count(read, without, now)).get(facet) ?? [])
    }
    return { values: await labelled(read, groups), total }
  })
}

type Group = { facet: number; value: string | null; count: number }
type Counts = Map<Facet, { value: string; count: number }[]>

const sumOf = (values: { count: number }[]) => values.reduce((sum, { count: one }) => sum + one, 0)

async function count(read: Read, filters: Filters, now: number): Promise<Counts> {
  const query = await deliveryQuery(read, filters, now)
  const { from, where, values, place } = await matching(read, query, now)
  const rows = await read<Group>(
    `WITH counted AS MATERIALIZED (
      SELECT status, CASE WHEN last_error_kind IS NULL OR last_error_kind = 'http_status' THEN last_status::text ELSE last_error_kind END AS answer,
        endpoint_id::text AS endpoint, event_type, licence
      FROM ${from} WHERE ${where} ORDER BY delivery.id DESC LIMIT ${place(COUNT_BOUND + 1)}
    )
    SELECT grouping(status, answer, endpoint, event_type, licence) AS facet,
      coalesce(status, answer, endpoint, event_type, licence) AS value, count(*)::int AS count
    FROM counted GROUP BY GROUPING SETS ((status), (answer), (endpoint), (event_type), (licence)) ORDER BY count DESC, value`,
    values,
  )
  return new Map(
    FACETS.map((facet, index) => {
      // grouping() has a bit for each column that a row is not grouped by, the first column the highest.
      const bits = 0b11111 & ~(1 << (FACETS.length - 1 - index))
      const of = rows.filter((row) => row.facet === bits)
      return [facet, of.flatMap(({ value, count: one }) => (value === null ? [] : [{ value, count: one }]))]
    }),
  )
}

// Counts on: endpoint by key.
const URLS = 'SELECT id::text AS id, url FROM endpoint WHERE id = ANY($1::uuid[])'

async function labelled(read: Read, counts: Counts): Promise<FacetCounts['values']> {
  const of = (facet: Facet) =>
    (counts.get(facet) ?? []).slice(0, MOST_VALUES).map((one): FacetValue => ({ ...one, label: null }))
  const endpoints = of('endpoint')
  const rows = await read<{ id: string; url: string }>(URLS, [endpoints.map(({ value }) => value)])
  const urls = new Map(rows.map((row) => [row.id, row.url]))
  const statuses = new Map(of('status').map((one) => [one.value, one]))
  return {
    status: DELIVERY_STATUSES.map((value) => statuses.get(value) ?? { value, label: null, count: 0 }),
    answer: of('answer'),
    endpoint: endpoints.map((one) => ({ ...one, label: urls.get(one.value) ?? null })),
    eventType: of('eventType'),
    licence: of('licence'),
  }
}
