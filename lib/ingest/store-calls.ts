import type pg from 'pg'
import { transaction } from '../db/pool.ts'
import { asVector } from '../delivery-log/add-words.ts'
import { licenceFacts } from '../licences/licence-facts.ts'
import { recordFacts } from '../licences/record-facts.ts'
import { REVISION_IN_FORCE } from '../mappings/revision-in-force.ts'
import { enqueueAttempts, IS_BLOCKED } from '../queue/attempt-jobs.ts'
import type { Ingested, ReadCall } from './call.ts'

/** A stored call and the deliveries that the mappings made of it. */
export type StoredCall = Ingested & { deliveries: { id: string; jobId: string; endpointId: string }[] }

// One statement for a whole batch. A call that came with its id and is there already is stored no second time. Counts on: mapping (event_type, licence), twice per call; licence by key;
// mapping_revision (licence, id), once for the defaults and once per delivery of a licence's own mapping.
// A licence's own mappings of a type replace the defaults', also when they say "deliver nothing".
// What its caller attempts is due, like all that is under way: a resend meanwhile is needless. Its job alone waits.
const STORE = `
WITH given AS MATERIALIZED (
  SELECT coalesce(t.given_id, uuidv7(shift)) AS id, shift, t.*
  FROM unnest(
    $1::timestamptz[], $2::uuid[], $3::text[], $4::text[], $5::text[], $6::bytea[], $7::bytea[], $8::text[], $9::jsonb[],
    $10::text[], $11::text[], $12::text[], $13::text[], $14::text[], $15::text[], $16::text[], $17::jsonb[], $18::jsonb[],
    $19::text[], $22::uuid[]
  ) WITH ORDINALITY AS t(
    received_at, chat_server_id, outcome, reason, method, query, body, content_type, headers,
    remote_address, charset, event_type, licence, operator_id, client_id, chat_group, parameters, odd, words, given_id, ord
  ), LATERAL (SELECT CASE WHEN $21 THEN t.received_at - now() ELSE interval '0' END AS shift) AS backdated
), input AS MATERIALIZED (
  SELECT * FROM given WHERE given_id IS NULL OR NOT EXISTS (SELECT FROM call known WHERE known.id = given.given_id)
), mapped_to AS MATERIALIZED (
  SELECT input.id AS event_id, input.ord, input.shift, input.event_type, input.licence, m.endpoint_id, m.position, m.is_own
  FROM input CROSS JOIN LATERAL (
    SELECT own.endpoint_id, own.position, true AS is_own FROM mapping own
    WHERE own.event_type = input.event_type AND own.licence = input.licence
    UNION ALL
    SELECT def.endpoint_id, def.position, false FROM mapping def
    WHERE def.event_type = input.event_type AND def.licence IS NULL AND NOT EXISTS (
      SELECT FROM mapping own WHERE own.event_type = input.event_type AND own.licence = input.licence)
  ) m
  WHERE input.outcome = 'accepted'
), target AS MATERIALIZED (
  SELECT uuidv7(shift) AS id, gen_random_uuid() AS job_id, event_id, event_type, licence, endpoint_id, is_own
  FROM mapped_to WHERE endpoint_id IS NOT NULL ORDER BY ord, position
), new_licence AS (
  INSERT INTO licence (number)
  SELECT DISTINCT licence FROM input
  WHERE outcome = 'accepted' AND NOT EXISTS (SELECT FROM licence known WHERE known.number = input.licence)
  ORDER BY licence
  ON CONFLICT DO NOTHING
), new_call AS (
  INSERT INTO call (id, received_at, chat_server_id, outcome, reason, method, query, body, content_type, headers,
    remote_address, charset, event_type, licence, operator_id, client_id, chat_group, parameters, mapped, muted, odd, words)
  SELECT id, received_at, chat_server_id, outcome, reason, method, query, body, content_type, headers,
    remote_address, charset, event_type, licence, operator_id, client_id, chat_group, parameters,
    (SELECT count(*) FROM target WHERE target.event_id = input.id),
    EXISTS (SELECT FROM mapped_to WHERE mapped_to.event_id = input.id AND mapped_to.endpoint_id IS NULL), odd,
    ${asVector('words')}
  FROM input
), new_delivery AS (
  INSERT INTO delivery (id, event_id, endpoint_id, event_type, licence, status, next_attempt_at, job_id, mapping_revision_id)
  SELECT target.id, event_id, target.endpoint_id, event_type, licence,
    CASE WHEN $20::float8 = 0 AND ${IS_BLOCKED('health')} THEN 'held' ELSE 'pending' END, now(), job_id,
    CASE WHEN is_own THEN ${REVISION_IN_FORCE('target.licence')} ELSE ${REVISION_IN_FORCE(null)} END
  FROM target LEFT JOIN endpoint_health health ON health.endpoint_id = target.endpoint_id
)
SELECT given.ord::int AS ord, given.id AS "callId", target.id, target.job_id AS "jobId", target.endpoint_id AS "endpointId"
FROM given LEFT JOIN target ON target.event_id = given.id
ORDER BY given.ord, target.id`

type Row = { ord: number; callId: string; id: string | null; jobId: string | null; endpointId: string | null }

function columns(calls: ReadCall[]): unknown[] {
  const column = (value: (call: ReadCall) => unknown) => calls.map(value)
  return [
    column((call) => call.receivedAt),
    column((call) => call.chatServerId),
    column((call) => call.outcome),
    column((call) => (call.outcome === 'rejected' ? call.reason : null)),
    column((call) => call.method),
    column((call) => Buffer.from(call.query)),
    column((call) => Buffer.from(call.body)),
    column((call) => call.contentType),
    column((call) => JSON.stringify(call.headers)),
    column((call) => call.remoteAddress),
    column((call) => call.charset),
    column((call) => call.facts.eventType ?? null),
    column((call) => call.facts.licence ?? null),
    column((call) => call.facts.operatorId ?? null),
    column((call) => call.facts.clientId ?? null),
    column((call) => call.facts.chatGroup ?? null),
    column((call) => JSON.stringify(call.parameters)),
    column((call) => (call.odd.length > 0 ? JSON.stringify(call.odd) : null)),
    column((call) => call.words),
  ]
}

/**
 * Stores calls, a delivery for each endpoint that their event is mapped to, a job for each delivery, and what the
 * events tell of their licences, in one transaction: when it resolves, nothing of it can be lost.
 * @param options.holdSeconds keeps the dispatchers off that long, for a caller that makes the first attempt itself.
 * @param options.backdate gives ids of the moments at which the calls came in, not of now: to bring in what came before.
 * Each of those days needs its partitions.
 * @returns one outcome per call, in the order given.
 * @throws the database's error; nothing is stored then.
 */
export async function storeCalls(
  calls: ReadCall[],
  options: { holdSeconds?: number; backdate?: boolean } = {},
): Promise<StoredCall[]> {
  return transaction((client) => storeCallsIn(client, calls, options))
}

/** The same inside the caller's transaction. */
export async function storeCallsIn(
  client: pg.ClientBase,
  calls: ReadCall[],
  { holdSeconds = 0, backdate = false }: { holdSeconds?: number; backdate?: boolean } = {},
): Promise<StoredCall[]> {
  const { rows } = await client.query<Row>({
    name: 'store-calls',
    text: STORE,
    values: [...columns(calls), holdSeconds, backdate, calls.map((call) => call.id ?? null)],
  })
  const stored = calls.map((call, index) =>
    outcomeOf(
      call,
      rows.filter((row) => row.ord === index + 1),
    ),
  )
  await enqueue(client, calls, stored, holdSeconds)
  await recordFacts(client, factsOf(calls, stored))
  return stored
}

function outcomeOf(call: ReadCall, rows: Row[]): StoredCall {
  const id = rows[0]?.callId
  if (!id) throw new Error('The database answered for fewer calls than it was given')
  const deliveries = rows.flatMap((row) =>
    row.id && row.jobId && row.endpointId
      ? [{ id: row.id, jobId: row.jobId, endpointId: row.endpointId }]
      : [],
  )
  return call.outcome === 'accepted'
    ? { outcome: 'accepted', id, deliveries }
    : { outcome: 'rejected', id, reason: call.reason, deliveries }
}

/** What the events tell. A test event from the console tells nothing: its agents are made up. */
function factsOf(calls: ReadCall[], stored: StoredCall[]) {
  return calls.flatMap((call, index) => {
    const eventId = stored[index]?.id
    if (call.outcome === 'rejected' || call.chatServerId === null || eventId === undefined) return []
    const event = { ...call.facts, parameters: call.parameters }
    return licenceFacts(event).map((fact) => ({ ...fact, at: call.receivedAt, eventId }))
  })
}

async function enqueue(
  client: pg.ClientBase,
  calls: ReadCall[],
  stored: StoredCall[],
  holdSeconds: number,
): Promise<void> {
  const jobs = stored.flatMap((call, index) =>
    call.deliveries.map(({ id, jobId, endpointId }) => ({
      id: jobId,
      deliveryId: id,
      endpointId,
      licence: calls[index]?.facts.licence ?? '',
      trigger: 'event' as const,
      actor: null,
      delaySeconds: holdSeconds,
    })),
  )
  await enqueueAttempts(client, jobs)
}
