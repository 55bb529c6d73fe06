import { newestDeliveries } from '#lib/endpoints/newest-deliveries.ts'

/** So many of an endpoint's newest deliveries are looked at, and so many of those that failed at least once. */
const LOOKED_AT = 500
const LOOKED_INTO = 30

/** The newest attempt of an endpoint that failed, whatever has become of its delivery since; `at` is ISO. */
export type NewestFailure = {
  deliveryId: string
  /** The attempt's number. */
  attempt: number
  at: string
  error: string
}

/**
 * SQL for the newest failure of an endpoint as JSON, or no row. What was cancelled counts no more. Counts on:
 * newestDeliveries; attempt (delivery_id, id) of those that failed once, in the partitions since. Both are SQL of ours, uuids.
 */
export function newestFailure({ endpoint, since }: { endpoint: string; since: string }): string {
  return `
    SELECT jsonb_build_object('deliveryId', tried.id, 'attempt', number, 'at', finished_at, 'error', failed.error) AS failure
    FROM (SELECT id FROM (${newestDeliveries({
      columns: 'id, status, attempts, last_error',
      endpoint,
      since,
      limit: String(LOOKED_AT),
    })}) newest
      WHERE status <> 'cancelled' AND (attempts > 1 OR last_error IS NOT NULL) ORDER BY id DESC LIMIT ${LOOKED_INTO}
    ) tried
    CROSS JOIN LATERAL (
      SELECT id, number, finished_at, attempt.error FROM attempt
      WHERE delivery_id = tried.id AND id >= ${since} AND attempt.error IS NOT NULL AND error_kind <> 'unknown'
      ORDER BY id DESC LIMIT 1
    ) failed
    ORDER BY failed.id DESC LIMIT 1`
}

/** With the moment as pages get it. */
export function newestFailureOf(failure: NewestFailure | null | undefined): NewestFailure | null {
  return failure ? { ...failure, at: new Date(failure.at).toISOString() } : null
}
