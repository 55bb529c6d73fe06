import { setTimeout as wait } from 'node:timers/promises'
import { Agent, request } from 'undici'

/** A call as the chat server made it, and what it was told. Moments in milliseconds since 1970. */
export type MadeCall = {
  n: number
  form: string
  at: number
  /** The status of the answer; null: none came. */
  status: number | null
  /** The event's id, of a call that was answered 200. */
  eventId: string | null
}

export type Load = {
  calls: MadeCall[]
  /** Makes no more calls; resolves once those under way are answered, or have failed. */
  stop: () => Promise<void>
  /** Resolves once all are made and answered. */
  done: Promise<void>
}

const ACCEPTED = /^OK ([0-9a-f-]{36})/
const CONNECTIONS = 50
/** A chat server waits no longer. */
const PATIENCE_MS = 15_000

/**
 * A chat server under load: makes calls at `rate` a second, each once and whether or not those before it were answered,
 * until it is stopped or `count` are made. Every 200 is a promise that is held against Bellhop.
 */
export function makeCalls(
  ingestUrl: string,
  options: { rate: number; count?: number; form: (n: number) => string },
): Load {
  const { rate, count = Number.POSITIVE_INFINITY, form } = options
  const agent = new Agent({ connections: CONNECTIONS, pipelining: 1 })
  const calls: MadeCall[] = []
  const underWay = new Set<Promise<void>>()
  let stopped = false

  async function make(call: MadeCall): Promise<void> {
    try {
      const answer = await request(ingestUrl, {
        method: 'POST',
        dispatcher: agent,
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        body: Buffer.from(call.form, 'latin1'),
        headersTimeout: PATIENCE_MS,
        bodyTimeout: PATIENCE_MS,
      })
      const text = await answer.body.text()
      call.status = answer.statusCode
      call.eventId = ACCEPTED.exec(text)?.[1] ?? null
    } catch {
      // No answer, no promise.
    }
  }

  async function run(): Promise<void> {
    const start = performance.now()
    for (let n = 0; n < count && !stopped; n += 1) {
      const early = start + (n * 1000) / rate - performance.now()
      if (early > 1) await wait(early)
      const at = performance.timeOrigin + performance.now()
      const call: MadeCall = { n, form: form(n), at, status: null, eventId: null }
      calls.push(call)
      const made: Promise<void> = make(call).finally(() => underWay.delete(made))
      underWay.add(made)
    }
    await Promise.all(underWay)
    await agent.destroy()
  }
  const done = run()
  return {
    calls,
    done,
    stop: () => {
      stopped = true
      return done
    },
  }
}

/** Those that were answered 200: the promise. */
export const acceptedOf = (calls: MadeCall[]) => calls.filter(({ status }) => status === 200)
