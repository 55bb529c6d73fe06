import type pg from 'pg'
import type { RunOutcome } from './run-state.ts'

export type Recorded = {
  deliveryId: string
  outcome: RunOutcome
  /** What it was before; '' when the run made it. */
  previousStatus: string
}

const RECORD = `
INSERT INTO bulk_run_delivery (run_id, delivery_id, outcome, previous_status)
SELECT $1, t.* FROM unnest($2::uuid[], $3::text[], $4::text[]) AS t ON CONFLICT DO NOTHING`

/** Writes down what a run did with deliveries, inside the caller's transaction. */
export async function recordOutcomes(
  client: pg.ClientBase,
  runId: string,
  recorded: Recorded[],
): Promise<void> {
  if (recorded.length === 0) return
  await client.query(RECORD, [
    runId,
    recorded.map((one) => one.deliveryId),
    recorded.map((one) => one.outcome),
    recorded.map((one) => one.previousStatus),
  ])
}
