import { LATER_BOUND } from '#lib/delivery-log/lane-limits.ts'
import { readLog } from '#lib/delivery-log/read-log.ts'

/** Where a delivery stands among those that go out in order with it, one at a time, oldest first. */
export type LanePlace = {
  /** What they have in common: licence, agent or chat; none: the endpoint is no longer called in order. */
  inOrderBy: string
  /** The oldest of them, which it waits for; null when it is that one. */
  headId: string | null
  /** So many younger ones wait behind it, counted up to LATER_BOUND + 1. */
  later: number
}

// Counts on: delivery, attempt_job and endpoint by key; attempt_job (endpoint_id, lane, delivery_id) of those in order.
const PLACE = `
SELECT endpoint.in_order_by AS "inOrderBy",
  (SELECT head.delivery_id FROM attempt_job head
   WHERE head.in_order AND head.endpoint_id = own.endpoint_id AND head.lane = own.lane AND head.delivery_id < own.delivery_id
   ORDER BY head.delivery_id LIMIT 1) AS "headId",
  (SELECT count(*)::int FROM (
    SELECT FROM attempt_job later
    WHERE later.in_order AND later.endpoint_id = own.endpoint_id AND later.lane = own.lane AND later.delivery_id > own.delivery_id
    LIMIT $2 + 1) bounded) AS later
FROM delivery
JOIN attempt_job own ON own.id = delivery.job_id AND own.in_order
JOIN endpoint ON endpoint.id = delivery.endpoint_id
WHERE delivery.id = $1`

/** The place of a delivery in its lane; null when it does not wait, or its endpoint is not called in order. */
export async function laneOf(deliveryId: string): Promise<LanePlace | null> {
  return readLog(async (read) => (await read<LanePlace>(PLACE, [deliveryId, LATER_BOUND]))[0] ?? null)
}
