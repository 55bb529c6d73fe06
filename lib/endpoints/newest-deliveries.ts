const LAST_ID = `'ffffffff-ffff-ffff-ffff-ffffffffffff'::uuid`

/**
 * SQL for the newest deliveries of an endpoint, those that a person changed left out. Counts on: delivery (endpoint_id, id), newest
 * first, at most `limit` rows. The rows are compared whole to hold the planner to that index: of an equality it may think
 * that the endpoint is frequent, and walk everybody's deliveries by id. The bounds on the id alone prune partitions.
 * Everything given is SQL of ours, `since` and `until` uuids.
 */
export function newestDeliveries(given: {
  columns: string
  endpoint: string
  since: string
  until?: string
  limit: string
}): string {
  const { columns, endpoint, since, until = LAST_ID, limit } = given
  return `
    SELECT ${columns} FROM delivery
    WHERE (endpoint_id, id) >= (${endpoint}, ${since}) AND (endpoint_id, id) < (${endpoint}, ${until})
      AND id >= ${since} AND id < ${until} AND original_id IS NULL
    ORDER BY endpoint_id DESC, id DESC LIMIT ${limit}`
}
