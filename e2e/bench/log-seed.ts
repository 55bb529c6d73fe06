import { makePartitionsOf } from '#lib/db/partitions.ts'
import { pool } from '#lib/db/pool.ts'

const DAY_MS = 86_400_000
export const DAYS = 30

const ENDPOINTS = `
INSERT INTO endpoint (url) SELECT format('http://shop%s.example/lc/events.pl', n) FROM generate_series(1, 40) AS n`

// A few endpoints and licences have most of the traffic. The words: 5 of the form, 3 frequent ones, 6 of 20,000, one of its own.
const EVENTS = `
INSERT INTO call (id, received_at, outcome, method, query, body, content_type, headers, charset, event_type, licence,
  operator_id, client_id, parameters, mapped, words)
SELECT uuidv7(at - now()), at, 'accepted', 'POST', '', convert_to(format('EVENT=%s&LICENCE=%s&OPERATOR_ID=%s&N=%s', event_type, licence, agent, n), 'utf8'),
  'application/x-www-form-urlencoded', '[]', 'utf-8', event_type, licence, agent, client,
  jsonb_build_array(jsonb_build_array('EVENT', event_type), jsonb_build_array('N', n::text)), 1,
  array_to_tsvector(ARRAY[lower(event_type), licence, agent, split_part(agent, '@', 1), lower(client), 'event', 'chat', 'visitor', 'n' || n]
    || ARRAY(SELECT 'w' || floor(power(random(), 3) * 20000)::int FROM generate_series(1, 6) WHERE n > 0))
FROM (
  SELECT n, now() - interval '${DAYS} days' * (1 - n::float8 / $3) AS at,
    (ARRAY['CHAT_STARTED','VISITOR_LEFT_CHAT','OPERATOR_STATUS','CLIENT_INVITED','NEW_OPERATOR','LICENCE_INFO'])[1 + floor(power(random(), 2) * 6)::int] AS event_type,
    (1500 + floor(power(random(), 2) * 200)::int)::text AS licence,
    format('agent%s@example.com', floor(random() * 500)::int) AS agent, 'S' || md5(n::text) AS client
  FROM generate_series($1::int, $2::int) AS n
) AS made`

// 96.5 % arrive, 2 % of all after several attempts; 3 % fail, in 200 ways; the rest waits.
const DELIVERIES = `
INSERT INTO delivery (id, event_id, endpoint_id, event_type, licence, status, attempts, tries, next_attempt_at, last_status,
  last_error_kind, last_error, last_duration_ms, created_at)
SELECT uuidv7(made.received_at - now()), made.id, endpoint.id, made.event_type, made.licence, made.status,
  CASE WHEN made.status = 'failed' THEN 9 WHEN made.luck < 0.02 THEN 3 ELSE 1 END, 1,
  CASE WHEN made.status = 'pending' THEN now() + interval '1 day' END,
  CASE WHEN made.status = 'succeeded' THEN 200 WHEN made.luck < 0.5 THEN (ARRAY[500, 503, 404, 403, 429])[1 + floor(random() * 5)::int] END,
  CASE WHEN made.status = 'succeeded' THEN NULL WHEN made.luck < 0.5 THEN 'http_status' ELSE (ARRAY['timeout', 'refused', 'dns', 'tls'])[1 + floor(random() * 4)::int] END,
  CASE WHEN made.status <> 'succeeded' THEN 'It did not arrive.' END, 20 + power(random(), 12) * 20000, made.received_at
FROM (SELECT *, random() AS luck, 1 + floor(power(random(), 2) * 40)::int AS place,
  CASE WHEN random() < 0.965 THEN 'succeeded' WHEN random() < 0.97 THEN 'failed' ELSE 'pending' END AS status
  FROM call WHERE id > $1) AS made
JOIN (SELECT id, row_number() OVER (ORDER BY id) AS place FROM endpoint) AS endpoint ON endpoint.place = made.place`

const ATTEMPTS = `
INSERT INTO attempt (id, delivery_id, number, trigger, started_at, finished_at, method, url, request_headers, outcome, status,
  status_text, response_headers, response_body, timings)
SELECT uuidv7(created_at - now()), id, 1, 'event', created_at, created_at + interval '50 ms', 'POST', 'http://shop.example/lc/events.pl',
  '[["content-type", "application/x-www-form-urlencoded"]]', 'answered', coalesce(last_status, 500), 'OK',
  '[["content-type", "text/plain"]]', convert_to('accepted', 'utf8'), '{"dnsMs":null,"connectMs":1,"tlsMs":null,"firstByteMs":20,"totalMs":50,"reusedConnection":true}'
FROM delivery WHERE id > $1`

const WORDS = `
INSERT INTO delivery_words (id, words)
SELECT delivery.id, call.words || array_to_tsvector(ARRAY['shop.example', 'accepted', coalesce(last_status::text, 'lost')])
FROM delivery JOIN call ON call.id = delivery.event_id WHERE delivery.id > $1 AND call.id > $1 AND status <> 'pending'`

const CHUNK = 100_000

/** Deliveries over ${DAYS} days up to now, each with its event, an attempt and words. Their indexes of words are made last, which is faster. */
export async function seedLog(total: number): Promise<void> {
  const today = Date.now()
  await makePartitionsOf(Array.from({ length: DAYS + 2 }, (_, n) => today - n * DAY_MS))
  await pool().query(ENDPOINTS)
  await pool().query('DROP INDEX call_words_idx; DROP INDEX delivery_words_words_idx')
  for (let from = 1; from <= total; from += CHUNK) {
    const last = (await pool().query<{ id: string | null }>('SELECT max(id::text) AS id FROM delivery'))
      .rows[0]?.id
    const floor = last ?? '00000000-0000-0000-0000-000000000000'
    await pool().query(EVENTS, [from, Math.min(total, from + CHUNK - 1), total])
    for (const statement of [DELIVERIES, ATTEMPTS, WORDS]) await pool().query(statement, [floor])
    process.stdout.write(`seed         ${Math.min(total, from + CHUNK - 1)} deliveries\r`)
  }
  await pool().query('CREATE INDEX call_words_idx ON call USING gin (words)')
  await pool().query('CREATE INDEX delivery_words_words_idx ON delivery_words USING gin (words)')
  await pool().query('VACUUM ANALYZE')
}
