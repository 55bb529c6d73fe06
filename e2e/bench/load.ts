import { setTimeout as wait } from 'node:timers/promises'
import { Agent, request } from 'undici'

export type LoadResult = {
  /** Milliseconds from the moment a call was due to its answer, by its number. */
  latencies: number[]
  /** When each call was due, by its number; milliseconds since 1970. */
  dueAt: number[]
  /** Anything but 200, and what it was. */
  errors: string[]
  seconds: number
}

const CONNECTIONS = 50

/**
 * Sends `rate` calls a second for `seconds` to a loopback URL, each when it is due whether or not earlier ones
 * have been answered; a call that waited for a connection counts its wait.
 */
export async function load(
  url: string,
  rate: number,
  seconds: number,
  body: (n: number) => string,
): Promise<LoadResult> {
  const agent = new Agent({ connections: CONNECTIONS, pipelining: 1 })
  const result: LoadResult = { latencies: [], dueAt: [], errors: [], seconds: 0 }
  const origin = performance.timeOrigin
  const start = performance.now()
  const underWay: Promise<void>[] = []

  async function call(n: number, due: number): Promise<void> {
    try {
      const answer = await request(url, {
        method: 'POST',
        dispatcher: agent,
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        body: body(n),
      })
      await answer.body.dump()
      if (answer.statusCode !== 200) result.errors.push(String(answer.statusCode))
      result.latencies[n] = performance.now() - due
    } catch (error) {
      result.errors.push(String(error))
    }
  }

  for (let n = 0; n < rate * seconds; n += 1) {
    const due = start + (n * 1000) / rate
    const early = due - performance.now()
    if (early > 1) await wait(early)
    result.dueAt[n] = origin + due
    underWay.push(call(n, due))
  }
  await Promise.all(underWay)
  result.seconds = (performance.now() - start) / 1000
  await agent.close()
  return result
}

/** The value below which that share (0 to 1) of the numbers lies. */
export function percentile(numbers: number[], share: number): number {
  const sorted = numbers.filter((value) => Number.isFinite(value)).sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
}
