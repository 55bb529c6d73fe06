import { setTimeout as wait } from 'node:timers/promises'
import { Agent, request } from 'undici'

/** A call to make: raw form bytes as latin1 text. */
export type OutgoingCall = { method: 'GET' | 'POST'; form: string }

export type LoadResult = {
  /** Milliseconds from the moment a call was due to its answer, by its number. */
  latencies: number[]
  /** When each call was due, by its number; milliseconds since 1970. */
  dueAt: number[]
  /** How often each status was answered. */
  statuses: Record<number, number>
  /** Calls without an answer, and why. */
  errors: string[]
  seconds: number
}

const CONNECTIONS = 50

/**
 * Makes `count` calls at `rate` a second, each when it is due whether or not earlier ones have been answered; one that
 * waited for a connection counts its wait. Each is made once, as a chat server does.
 */
export async function openLoop(
  url: string,
  options: { rate: number; count: number; call: (n: number) => OutgoingCall },
): Promise<LoadResult> {
  const agent = new Agent({ connections: CONNECTIONS, pipelining: 1 })
  const result: LoadResult = { latencies: [], dueAt: [], statuses: {}, errors: [], seconds: 0 }
  const start = performance.now()
  const underWay: Promise<void>[] = []

  async function make({ method, form }: OutgoingCall, n: number, due: number): Promise<void> {
    const isPost = method === 'POST'
    try {
      const answer = await request(isPost ? url : `${url}?${form}`, {
        method,
        dispatcher: agent,
        ...(isPost && {
          headers: { 'content-type': 'application/x-www-form-urlencoded' },
          body: Buffer.from(form, 'latin1'),
        }),
      })
      await answer.body.dump()
      result.statuses[answer.statusCode] = (result.statuses[answer.statusCode] ?? 0) + 1
      result.latencies[n] = performance.now() - due
    } catch (error) {
      result.errors.push(error instanceof Error ? error.message : String(error))
    }
  }

  for (let n = 0; n < options.count; n += 1) {
    const due = start + (n * 1000) / options.rate
    const early = due - performance.now()
    if (early > 1) await wait(early)
    result.dueAt[n] = performance.timeOrigin + due
    underWay.push(make(options.call(n), n, due))
  }
  await Promise.all(underWay)
  result.seconds = (performance.now() - start) / 1000
  await agent.close()
  return result
}

/** The value below which that share (0 to 1) of the numbers lies; NaN of none. */
export function percentile(numbers: number[], share: number): number {
  const sorted = numbers.filter((value) => Number.isFinite(value)).sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
}
