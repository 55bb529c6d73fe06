import { setTimeout as wait } from 'node:timers/promises'
import { type Load, type MadeCall, makeCalls } from './calls.ts'
import type { Played } from './fault.ts'
import type { Behaviour } from './receiver.ts'
import type { Stage } from './stage.ts'

/** Columns of an endpoint's row, as they are set before the first call. */
export type Policy = {
  retry_schedule?: string
  rate_count?: number
  rate_seconds?: number
  in_order_by?: string
  max_in_flight?: number
  timeout_seconds?: number
}

/** What one fault plays with: an event type of its own, mapped to an endpoint of its own at the receiver. */
export type Scene = {
  stage: Stage
  eventType: string
  endpointId: string
  /** Calls at `rate` a second until it is stopped, or `count` are made. */
  load: (options: { rate: number; count?: number; agents?: number }) => Load
  behave: (behaviour: Behaviour) => Promise<void>
  /** How many deliveries of the scene pass a condition on `delivery`. */
  count: (condition: string) => Promise<number>
  /** What is given to the judge, once nothing is due any more. */
  played: (
    calls: MadeCall[],
    injectedAt: number,
    found?: { violations?: string[]; notes?: string[] },
  ) => Promise<Played>
}

const SETTLE_LIMIT_MS = 150_000
const LOOK_MS = 250
const AGENTS = 50

/** Waits until a condition holds. @returns whether it did within the limit. */
export async function until(
  holds: () => Promise<boolean> | boolean,
  limitMs: number,
  everyMs = LOOK_MS,
): Promise<boolean> {
  const limit = Date.now() + limitMs
  while (!(await holds())) {
    if (Date.now() > limit) return false
    await wait(everyMs)
  }
  return true
}

// As the console does it, without its ceremony.
const ENDPOINT = 'INSERT INTO endpoint (url) VALUES ($1) RETURNING id'
const MAPPING = 'INSERT INTO mapping (event_type, endpoint_id) VALUES ($1, $2)'

async function makeEndpoint(stage: Stage, name: string, eventType: string, policy: Policy): Promise<string> {
  const [endpoint] = await stage.rows<{ id: string }>(ENDPOINT, [stage.receiver.url(name)])
  const id = endpoint?.id ?? ''
  for (const [column, value] of Object.entries(policy))
    await stage.rows(`UPDATE endpoint SET ${column} = $2 WHERE id = $1`, [id, value])
  await stage.rows(MAPPING, [eventType, id])
  return id
}

// What was answered 200 may still be in the journal, where no query sees it.
const MISSING = `SELECT count(*)::int AS n FROM unnest($1::uuid[]) AS t(id) WHERE NOT EXISTS (SELECT FROM call WHERE call.id = t.id)`

/** Sets the scene of a fault; `name` is also the path at the receiver. */
export async function setScene(stage: Stage, name: string, policy: Policy = {}): Promise<Scene> {
  const eventType = `FAULT_${name.toUpperCase().replaceAll('-', '_')}`
  const endpointId = await makeEndpoint(stage, name, eventType, policy)
  const count = async (condition: string) => {
    const sql = `SELECT count(*)::int AS n FROM delivery WHERE event_type = $1 AND (${condition})`
    return (await stage.rows<{ n: number }>(sql, [eventType]))[0]?.n ?? 0
  }
  const missing = async (calls: MadeCall[]) => {
    const ids = calls.flatMap(({ eventId }) => (eventId ? [eventId] : []))
    return (await stage.rows<{ n: number }>(MISSING, [ids]))[0]?.n ?? 0
  }
  return {
    stage,
    eventType,
    endpointId,
    count,
    behave: (behaviour) => stage.receiver.behave(name, behaviour),
    load: ({ rate, count: most, agents = AGENTS }) =>
      makeCalls(stage.ingestUrl, {
        rate,
        count: most,
        form: (n) =>
          `EVENT=${eventType}&LICENCE=${1500 + (n % 10)}&OPERATOR_ID=agent${n % agents}%40example.com&STATUS=${n % 2}&N=${n}`,
      }),
    async played(calls, injectedAt, { violations = [], notes = [] } = {}) {
      const settled = await until(
        async () => (await missing(calls)) === 0 && (await count("status IN ('pending', 'held')")) === 0,
        SETTLE_LIMIT_MS,
      )
      const unsettled = settled
        ? []
        : [
            `not settled after ${SETTLE_LIMIT_MS / 1000} s: ${await missing(calls)} events not in the log, ` +
              `${await count("status = 'pending'")} pending, ${await count("status = 'held'")} held`,
          ]
      return {
        calls,
        arrivals: await stage.receiver.arrivals(name),
        injectedAt,
        violations: [...violations, ...unsettled],
        notes,
      }
    },
  }
}
