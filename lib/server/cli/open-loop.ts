import { setTimeout as wait } from 'node:timers/promises'
import { Agent, request } from 'undici'

/** A call to make: raw form bytes as latin1 text, in the query of a GET, else in the body. */
export type OutgoingCall = { method: 'GET' | 'POST' | 'PUT'; form: string; contentType?: string }

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
/** How long calls under way may still take once no more are made. */
const GRACE_MS = 3000

/** The URL with a form behind whatever query it has. */
function withQuery(url: string, form: string): string {
  if (form === '') return url
  if (!url.includes('?')) return `${url}?${form}`
  return /[?&]$/.test(url) ? url + form : `${url}&${form}`
}

/**
 * Makes `count` calls at `rate` a second, each when it is due whether or not earlier ones have been answered; one that
 * waited for a connection counts its wait. Each is made once, as a chat server does. A rate of Infinity makes all at once.
 * @param options.signal makes no more calls, and gives those under way a moment.
 */
export async function openLoop(
  url: string,
  options: { rate: number; count: number; call: (n: number) => OutgoingCall; signal?: AbortSignal },
): Promise<LoadResult> {
  const { signal } = options
  const agent = new Agent({ connections: CONNECTIONS, pipelining: 1 })
  const result: LoadResult = { latencies: [], dueAt: [], statuses: {}, errors: [], seconds: 0 }
  const start = performance.now()
  const underWay = new Set<Promise<void>>()

  async function make({ method, form, contentType }: OutgoingCall, n: number, due: number): Promise<void> {
    try {
      const answer = await request(method === 'GET' ? withQuery(url, form) : url, {
        method,
        dispatcher: agent,
        ...(method !== 'GET' && {
          headers: { 'content-type': contentType ?? 'application/x-www-form-urlencoded' },
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

  for (let n = 0; n < options.count && !signal?.aborted; n += 1) {
    const due = start + (n * 1000) / options.rate
    const early = due - performance.now()
    if (early > 1) await wait(early, undefined, { signal }).catch(() => {})
    if (signal?.aborted) break
    result.dueAt[n] = performance.timeOrigin + due
    const made: Promise<void> = make(options.call(n), n, due).finally(() => underWay.delete(made))
    underWay.add(made)
  }
  const rest = Promise.all(underWay)
  if (signal) await endingSoon(rest, signal, () => agent.destroy())
  await rest
  result.seconds = (performance.now() - start) / 1000
  await agent.close().catch(() => {})
  return result
}

/** Waits for the rest; once the signal is given, no longer than a moment. */
async function endingSoon(
  rest: Promise<unknown>,
  signal: AbortSignal,
  cut: () => Promise<void>,
): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const hurry = () => {
    timer = setTimeout(() => void cut(), GRACE_MS)
  }
  if (signal.aborted) hurry()
  else signal.addEventListener('abort', hurry, { once: true })
  await rest
  clearTimeout(timer)
  signal.removeEventListener('abort', hurry)
}

/** The value below which that share (0 to 1) of the numbers lies; NaN of none. */
export function percentile(numbers: number[], share: number): number {
  const sorted = numbers.filter((value) => Number.isFinite(value)).sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
}
