import { beforeEach, describe, expect, it } from 'vitest'
import { pool } from '#lib/db/pool.ts'
import { healthOf } from '#lib/delivery-log/health-of.ts'
import { useTestDatabase } from '#lib/test/database.ts'
import { mapTo } from '#lib/test/events.ts'
import { type EndpointState, stateOf } from './endpoint-state.ts'
import { getEndpoint } from './get-endpoint.ts'
import { LAST_HOUR, STATED_ENDPOINTS } from './state-in-sql.ts'

useTestDatabase()

beforeEach(async () => {
  await pool().query('TRUNCATE mapping, endpoint, endpoint_minute, endpoint_health, delivery CASCADE')
})

type Minute = [ago: number, succeeded: number, failed: number, unsent?: number]
/** Columns of endpoint_health and their values in SQL. */
type HealthColumns = Record<string, string>
type Case = [state: EndpointState, why: string, minutes: Minute[], health?: HealthColumns]

const ago = (minutes: number) => `date_trunc('minute', now()) - ${minutes} * interval '1 minute'`
const STEADY = Array.from({ length: 50 }, (_, minute): Minute => [minute, 8, 2])

const CASES: Case[] = [
  ['working', 'it was never called', []],
  [
    'working',
    'what failed is longer ago than an hour',
    [
      [70, 0, 30],
      [2, 1, 0],
    ],
  ],
  ['failing', 'a fifth fails in every minute', STEADY],
  ['recovered', 'it failed, and works in the same minute', [[3, 4, 4]], { failures_in_row: '0' }],
  [
    'recovered',
    'it failed, and works in the next',
    [
      [3, 0, 4],
      [2, 1, 0],
    ],
    { failures_in_row: '0' },
  ],
  ['failing', 'the last failed', [[3, 4, 4]], { failures_in_row: '1' }],
  [
    'failing',
    'of those in between one succeeded',
    [
      [9, 20, 0],
      [3, 0, 5],
      [2, 3, 0],
    ],
  ],
  [
    'recovered',
    'twelve did',
    [
      [9, 20, 0],
      [3, 0, 5],
      [2, 11, 0],
      [1, 1, 0],
    ],
  ],
  [
    'recovered',
    'nothing failed for five minutes',
    [
      [40, 200, 0],
      [6, 0, 50],
      [5, 1, 0],
    ],
  ],
  ['failing', 'nothing could be sent', [[9, 0, 4, 4]]],
  ['failing', 'what succeeded may have come before what could not be sent', [[9, 4, 4, 4]]],
  [
    'recovered',
    'its breaker closed',
    [
      [9, 50, 0],
      [3, 0, 20],
      [2, 3, 0],
    ],
    { breaker_since: ago(2) },
  ],
  ['working', 'it was resumed, and not called since', [[3, 0, 20]], { breaker_since: ago(2) }],
  ['open', 'its breaker holds it', [[3, 0, 20]], { breaker: "'open'", failures_in_row: '10' }],
  ['half-open', 'a few go out', [[3, 0, 20]], { breaker: "'half-open'" }],
  ['paused', 'a person says so', STEADY, { paused_at: 'now()', paused_by: "'ola'" }],
]

describe('the state of an endpoint in the database', () => {
  it.each(CASES)('is %s, as it is on its page: %s', async (state, _, minutes, health = {}) => {
    const id = await mapTo('CHAT_STARTED', 'http://a.example/')
    for (const [minute, succeeded, failed, unsent = 0] of minutes) {
      await pool().query(`INSERT INTO endpoint_minute VALUES ($1, ${ago(minute)}, $2, $3, $4)`, [
        ...[id, succeeded, failed, unsent],
      ])
    }
    const columns = Object.entries(health)
    await pool().query(
      `INSERT INTO endpoint_health (${['endpoint_id', ...columns.map(([name]) => name)].join(', ')})
       VALUES (${['$1', ...columns.map(([, value]) => value)].join(', ')})`,
      [id],
    )
    const { rows } = await pool().query(
      `WITH hour AS MATERIALIZED (${LAST_HOUR('now()')}) SELECT state FROM ${STATED_ENDPOINTS}`,
    )
    expect(rows).toEqual([{ state }])
    expect(stateOf(await healthOf(id), (await getEndpoint(id))?.figures.lastHour)).toBe(state)
  })

  it('is said with the minute of the last failure, and that of the first success since', async () => {
    const id = await mapTo('CHAT_STARTED', 'http://a.example/')
    const { rows } = await pool().query<{ failed: Date; succeeded: Date }>(
      `INSERT INTO endpoint_minute (endpoint_id, minute, succeeded, failed)
       VALUES ($1, ${ago(9)}, 2, 0), ($1, ${ago(8)}, 1, 7), ($1, ${ago(5)}, 0, 4), ($1, ${ago(3)}, 1, 0), ($1, ${ago(2)}, 6, 0)
       RETURNING ${ago(5)} AS failed, ${ago(3)} AS succeeded`,
      [id],
    )
    expect((await getEndpoint(id))?.figures.lastHour).toEqual({
      succeeded: 10,
      failed: 11,
      failedAt: rows[0]?.failed.toISOString(),
      quietMinutes: 5,
      before: 3,
      after: 7,
      succeededAt: rows[0]?.succeeded.toISOString(),
    })
  })
})
