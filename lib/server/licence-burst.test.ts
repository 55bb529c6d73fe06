import { randomBytes } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import { Agent, request } from 'undici'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { pool } from '../db/pool.ts'
import { hashToken } from '../ingest/find-source.ts'
import { makeLog } from '../log.ts'
import { useTestDatabase } from '../test/database.ts'
import { mapTo } from '../test/events.ts'
import { answerAtDoor } from './rpc-door.ts'

useTestDatabase()

const LICENCES = 5000
const CONNECTIONS = 100
const FIRST = 100_000

const token = randomBytes(32).toString('base64url')
const agent = new Agent({ connections: CONNECTIONS, pipelining: 1 })
let server: Server
let url = ''

beforeAll(async () => {
  const { rows } = await pool().query("INSERT INTO chat_server (name) VALUES ('rack 3') RETURNING id")
  await pool().query('INSERT INTO ingest_token (chat_server_id, sha256) VALUES ($1, $2)', [
    rows[0].id,
    hashToken(token),
  ])
  await mapTo('LICENCE_INFO', 'http://127.0.0.1:9/events.pl')
  const log = makeLog('test')
  server = createServer((incoming, response) => answerAtDoor(incoming, response, log))
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const address = server.address()
  url = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}/rpc/${token}`
})
afterAll(async () => {
  await agent.destroy()
  server.closeAllConnections()
  server.close()
})

async function licenceInfo(licence: number): Promise<number> {
  const answer = await request(url, {
    method: 'POST',
    dispatcher: agent,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: `EVENT=LICENCE_INFO&LICENCE=${licence}&EXPIRATION_DATE=2027-01-01+00%3A00%3A00&LIC_TYPE=${licence % 2 ? 1 : 9}`,
  })
  await answer.body.dump()
  return answer.statusCode
}

it('keeps the burst of a chat server that starts: every licence is registered, with what was told and a delivery', async () => {
  const statuses = await Promise.all(
    Array.from({ length: LICENCES }, (_, index) => licenceInfo(FIRST + index)),
  )
  expect(statuses.filter((status) => status === 200)).toHaveLength(LICENCES)

  const { rows } = await pool().query(
    `SELECT (SELECT count(*)::int FROM licence) AS licences,
      (SELECT count(*)::int FROM licence_fact WHERE name = 'EXPIRATION_DATE' AND value = '2027-01-01 00:00:00') AS dates,
      (SELECT count(*)::int FROM licence_fact fact WHERE name = 'LIC_TYPE'
        AND value = CASE licence::int % 2 WHEN 1 THEN '1' ELSE '9' END
        AND EXISTS (SELECT FROM call WHERE id = fact.event_id AND call.licence = fact.licence)) AS types,
      (SELECT count(DISTINCT licence)::int FROM delivery) AS deliveries,
      (SELECT count(*)::int FROM attempt_job job JOIN delivery ON delivery.job_id = job.id) AS jobs`,
  )
  expect(rows[0]).toEqual({
    licences: LICENCES,
    dates: LICENCES,
    types: LICENCES,
    deliveries: LICENCES,
    jobs: LICENCES,
  })
})
