import type { z } from 'zod'
import {
  countFacets,
  type FacetColumn,
  type FacetCounts,
  type FacetValue,
  inOrder,
} from '#lib/delivery-log/count-facets.ts'
import { deliveryQuery } from '#lib/delivery-log/delivery-query.ts'
import { DELIVERY_STATUSES, type DeliveryStatus } from '#lib/delivery-log/delivery-status.ts'
import { allDeliveries } from '#lib/delivery-log/filters.ts'
import { type Histogram, type Kinds, readHistogram } from '#lib/delivery-log/histogram.ts'
import { type Read, readLog } from '#lib/delivery-log/read-log.ts'

type Given = z.input<typeof allDeliveries>
type Filters = z.output<typeof allDeliveries>

// `answer`: a status, or the kind of the error where there was no answer.
const ANSWER = `CASE WHEN delivery.last_error_kind IS NULL OR delivery.last_error_kind = 'http_status'
  THEN delivery.last_status::text ELSE delivery.last_error_kind END`

const COLUMNS = {
  status: { sql: 'delivery.status', own: ['status'] },
  answer: { sql: ANSWER, own: ['code', 'error'] },
  endpoint: { sql: 'delivery.endpoint_id::text', own: ['endpointId', 'endpoint'] },
  eventType: { sql: 'delivery.event_type', own: ['eventType'] },
  licence: { sql: 'delivery.licence', own: ['licence'] },
} satisfies Record<string, FacetColumn<Filters>>

/** What deliveries are counted by; `label` of an endpoint is its URL. Statuses are in the order of the log. */
export type DeliveryFacets = FacetCounts<keyof typeof COLUMNS>
export type DeliveryBars = Histogram<DeliveryStatus>

const KINDS: Kinds<DeliveryStatus> = {
  column: 'delivery.status',
  each: Object.fromEntries(
    DELIVERY_STATUSES.map((status) => [status, `delivery.status = '${status}'`]),
  ) as Record<DeliveryStatus, string>, // every status
  frequent: 'succeeded',
  isIndexed: ({ conditions, filters }) =>
    conditions.length === 0 &&
    filters.every(({ column, values }) => column === 'status' || values.length === 0),
}

/**
 * How many deliveries of a list there are by status, answer, endpoint, type and licence.
 * @throws ZodError, UnknownName, LogTimeout as the list does.
 */
export async function countDeliveryFacets(given: Given, now = Date.now()): Promise<DeliveryFacets> {
  const filters = allDeliveries.parse(given)
  return readLog(async (read) => {
    const counted = await countFacets(read, filters, { columns: COLUMNS, query: deliveryQuery }, now)
    const status = inOrder(counted.values.status, DELIVERY_STATUSES)
    const endpoint = await withUrls(read, counted.values.endpoint)
    return { ...counted, values: { ...counted.values, status, endpoint } }
  })
}

/**
 * The deliveries of a list over its time; null when there are none.
 * @throws ZodError, UnknownName, LogTimeout as the list does.
 */
export async function readDeliveryBars(given: Given, now = Date.now()): Promise<DeliveryBars | null> {
  const filters = allDeliveries.parse(given)
  return readLog(async (read) => readHistogram(read, await deliveryQuery(read, filters, now), KINDS, now))
}

// Counts on: endpoint by key.
const URLS = 'SELECT id::text AS id, url FROM endpoint WHERE id = ANY($1::uuid[])'

async function withUrls(read: Read, endpoints: FacetValue[]): Promise<FacetValue[]> {
  const rows = await read<{ id: string; url: string }>(URLS, [endpoints.map(({ value }) => value)])
  const urls = new Map(rows.map((row) => [row.id, row.url]))
  return endpoints.map((one) => ({ ...one, label: urls.get(one.value) ?? null }))
}
