import { uuidFloor } from '#lib/db/partitions.ts'
import { readLog } from '#lib/delivery-log/read-log.ts'
import { HISTORY_RANGES, type HistoryRange, MOST_REASONS } from '#lib/endpoints/history-ranges.ts'
import { newestDeliveries } from '#lib/endpoints/newest-deliveries.ts'
import { COUNT_BOUND } from '#lib/mappings/limits.ts'

const HOUR_MS = 3_600_000

/** Deliveries whose last attempt failed for one reason. */
export type FailingReason = {
  /** One of FAILURE_KINDS; another one if a newer version wrote it. */
  kind: string
  /** The answer's, when that is the reason. */
  status: number | null
  /** Given up. */
  failed: number
  /** Tried again later, or held. */
  waiting: number
  /** The newest of them. `at` is ISO. */
  newest: { deliveryId: string; at: string; error: string }
}

export type FailingReasons = {
  /** The most frequent first. */
  reasons: FailingReason[]
  /** There are more deliveries than were looked at: the newest COUNT_BOUND. */
  isBounded: boolean
}

// Counts on: newestDeliveries.
const REASONS = `
WITH newest AS MATERIALIZED (${newestDeliveries({
  columns: 'id, status, updated_at, last_error_kind, last_status, last_error',
  endpoint: '$1::uuid',
  since: '$2::uuid',
  limit: '$3 + 1',
})}
), reason AS (
  SELECT last_error_kind AS kind, CASE WHEN last_error_kind = 'http_status' THEN last_status END AS status,
    count(*) FILTER (WHERE newest.status = 'failed') AS failed, count(*) FILTER (WHERE newest.status <> 'failed') AS waiting,
    (array_agg(jsonb_build_object('deliveryId', id, 'at', updated_at, 'error', last_error) ORDER BY id DESC))[1] AS newest
  FROM newest
  WHERE newest.status NOT IN ('succeeded', 'cancelled') AND last_error_kind IS NOT NULL AND last_error IS NOT NULL
  GROUP BY 1, 2 ORDER BY count(*) DESC, 1, 2 LIMIT $4
)
SELECT (SELECT count(*) > $3 FROM newest) AS "isBounded",
  coalesce((SELECT jsonb_agg(reason) FROM reason), '[]') AS reasons`

/**
 * Why the deliveries of an endpoint have not succeeded: its newest ones, by the reason of their last attempt.
 * @throws LogTimeout after 3 s.
 */
export async function failingReasons(
  endpointId: string,
  range: HistoryRange,
  now = Date.now(),
): Promise<FailingReasons> {
  const since = uuidFloor(now - HISTORY_RANGES[range].hours * HOUR_MS)
  const [row] = await readLog((read) =>
    read<FailingReasons>(REASONS, [endpointId, since, COUNT_BOUND, MOST_REASONS]),
  )
  const { reasons = [], isBounded = false } = row ?? {}
  return {
    isBounded,
    reasons: reasons.map(({ newest, ...reason }) => ({
      ...reason,
      newest: { ...newest, at: new Date(newest.at).toISOString() },
    })),
  }
}
