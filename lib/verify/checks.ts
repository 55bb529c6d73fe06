/** Something that must hold of the log, whatever happened. `sql` finds what is wrong in the ids from $1 to $2. */
export type Check = {
  name: string
  /** What must hold, a sentence for the admin. */
  promise: string
  /** What to do when it does not. */
  remedy: string
  /** Selects `id` of each row that is wrong. */
  sql: string
}

const IN_RANGE = (table: string) => `${table}.id >= $1::uuid AND ${table}.id < $2::uuid`

const JOB_COMES_BACK =
  'A dispatcher gives it a new job within a minute or two. Verify again; if it stays, resend it.'
const REPORT = 'Resend what is concerned, keep a copy of the database, and report it.'

// Counts on: the ids' bounds, which prune partitions; delivery (event_id) and (status, id); attempt (delivery_id, id);
// attempt_job by key. attempt_job itself is small: it holds what has not ended.
export const CHECKS: readonly Check[] = [
  {
    name: 'deliveries of events',
    promise: 'Every accepted event has a delivery for each endpoint that it was mapped to.',
    remedy: REPORT,
    sql: `SELECT call.id FROM call WHERE ${IN_RANGE('call')} AND call.outcome = 'accepted' AND call.mapped > (
      SELECT count(*) FROM delivery WHERE delivery.event_id = call.id AND delivery.original_id IS NULL)`,
  },
  {
    name: 'status',
    promise: 'Every delivery is pending, held, succeeded, failed or cancelled.',
    remedy: REPORT,
    sql: `SELECT delivery.id FROM delivery WHERE ${IN_RANGE('delivery')}
      AND delivery.status NOT IN ('pending', 'held', 'succeeded', 'failed', 'cancelled')`,
  },
  {
    name: 'jobs of deliveries',
    promise: 'Every delivery that has not ended has the job that it names.',
    remedy: JOB_COMES_BACK,
    sql: `SELECT delivery.id FROM delivery WHERE ${IN_RANGE('delivery')} AND delivery.status IN ('pending', 'held')
      AND NOT EXISTS (SELECT FROM attempt_job job WHERE job.id = delivery.job_id AND job.delivery_id = delivery.id)`,
  },
  {
    name: 'deliveries of jobs',
    promise: 'Every job is named by a delivery that has not ended.',
    remedy: 'It is removed when a dispatcher takes it; nothing is sent.',
    sql: `SELECT job.delivery_id AS id FROM attempt_job job
      WHERE job.delivery_id >= $1::uuid AND job.delivery_id < $2::uuid AND NOT EXISTS (
        SELECT FROM delivery WHERE delivery.id = job.delivery_id AND delivery.job_id = job.id
          AND delivery.status IN ('pending', 'held'))`,
  },
  {
    name: 'one job each',
    promise: 'No delivery has two jobs.',
    remedy: REPORT,
    sql: `SELECT job.delivery_id AS id FROM attempt_job job
      WHERE job.delivery_id >= $1::uuid AND job.delivery_id < $2::uuid GROUP BY job.delivery_id HAVING count(*) > 1`,
  },
  {
    name: 'numbers of attempts',
    promise: 'The attempts of a delivery are all on record, numbered from 1 without a hole.',
    remedy: REPORT,
    sql: `SELECT delivery.id FROM delivery WHERE ${IN_RANGE('delivery')} AND (delivery.attempts, delivery.attempts) <> (
      SELECT count(DISTINCT attempt.number), coalesce(max(attempt.number), 0) FROM attempt
      WHERE attempt.delivery_id = delivery.id AND attempt.id >= delivery.id)`,
  },
  {
    name: 'success',
    promise: 'Every delivery that succeeded has an attempt with a good answer as its last.',
    remedy: REPORT,
    sql: `SELECT delivery.id FROM delivery WHERE ${IN_RANGE('delivery')} AND delivery.status = 'succeeded' AND NOT coalesce((
      SELECT attempt.outcome = 'answered' AND attempt.error_kind IS NULL FROM attempt
      WHERE attempt.delivery_id = delivery.id AND attempt.id >= delivery.id ORDER BY attempt.number DESC LIMIT 1), false)`,
  },
  {
    name: 'open attempts',
    promise: 'No attempt is open of a delivery that has ended.',
    remedy: REPORT,
    sql: `SELECT delivery.id FROM attempt JOIN delivery ON delivery.id = attempt.delivery_id
      WHERE ${IN_RANGE('attempt')} AND attempt.finished_at IS NULL AND delivery.status NOT IN ('pending', 'held')`,
  },
  {
    name: 'one attempt at a time',
    promise: 'No delivery has two attempts under way.',
    remedy: REPORT,
    sql: `SELECT attempt.delivery_id AS id FROM attempt WHERE ${IN_RANGE('attempt')} AND attempt.finished_at IS NULL
      GROUP BY attempt.delivery_id HAVING count(*) > 1`,
  },
  {
    name: 'held',
    promise: 'What waits for an endpoint that is paused, or whose breaker is not closed, is marked as held.',
    remedy: 'A dispatcher marks it within a minute. Verify again.',
    sql: `SELECT job.delivery_id AS id FROM attempt_job job JOIN endpoint_health health ON health.endpoint_id = job.endpoint_id
      JOIN delivery ON delivery.id = job.delivery_id
      WHERE job.delivery_id >= $1::uuid AND job.delivery_id < $2::uuid AND health.settled AND job.dispatcher_id IS NULL
        AND (health.paused_at IS NOT NULL OR health.breaker <> 'closed') AND job.trigger <> 'resend'
        AND delivery.status <> 'held' AND job.due_at < now() - interval '2 minutes'`,
  },
]
