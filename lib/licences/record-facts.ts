import type pg from 'pg'
import { newestFacts, type ToldFact } from './newest-facts.ts'

// One statement for a batch; rows in the order given, so that locks are taken in the order of the keys. Counts on:
// licence_fact by key; no indexed column changes, so that an update stays on its page.
// A value that is told again keeps its since, unless the batch told otherwise in between ($9 to $14: few, mostly none).
const RECORD = `
INSERT INTO licence_fact AS fact (licence, kind, subject, name, value, at, since, event_id)
SELECT licence, kind, subject, name, value, at, since, event_id FROM unnest(
  $1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::timestamptz[], $7::timestamptz[], $8::uuid[]
) WITH ORDINALITY AS told(licence, kind, subject, name, value, at, since, event_id, ord) ORDER BY ord
ON CONFLICT (licence, kind, subject, name) DO UPDATE SET
  value = excluded.value, at = excluded.at, event_id = excluded.event_id,
  since = CASE WHEN fact.value <> excluded.value THEN greatest(excluded.since, fact.at)
    WHEN EXISTS (
      SELECT FROM unnest($9::text[], $10::text[], $11::text[], $12::text[], $13::timestamptz[],
        $14::uuid[]) AS otherwise(licence, kind, subject, name, at, event_id)
      WHERE (otherwise.licence, otherwise.kind, otherwise.subject, otherwise.name)
        = (fact.licence, fact.kind, fact.subject, fact.name) 
        AND (otherwise.at, otherwise.event_id) > (fact.at, fact.event_id)) THEN excluded.since
    ELSE fact.since END
WHERE (fact.at, fact.event_id) < (excluded.at, excluded.event_id)`

/**
 * Records what the events of a batch have told, inside the caller's transaction. Times are the events': an older event
 * never sets a newer value back. Call it last, for the rows it writes stay locked until the commit.
 * @throws the database's error.
 */
export async function recordFacts(client: pg.ClientBase, told: readonly ToldFact[]): Promise<void> {
  if (told.length === 0) return
  const newest = newestFacts(told)
  const otherwise = newest.filter((fact) => fact.otherwise !== null)
  await client.query({
    name: 'record-facts',
    text: RECORD,
    values: [
      newest.map((fact) => fact.licence),
      newest.map((fact) => fact.kind),
      newest.map((fact) => fact.subject),
      newest.map((fact) => fact.name),
      newest.map((fact) => fact.value),
      newest.map((fact) => fact.at),
      newest.map((fact) => fact.since),
      newest.map((fact) => fact.eventId),
      otherwise.map((fact) => fact.licence),
      otherwise.map((fact) => fact.kind),
      otherwise.map((fact) => fact.subject),
      otherwise.map((fact) => fact.name),
      otherwise.map((fact) => fact.otherwise?.at),
      otherwise.map((fact) => fact.otherwise?.eventId),
    ],
  })
}
