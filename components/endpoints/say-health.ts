import { firstSentence } from '#components/ui/first-sentence.ts'
import type { Saying } from '#components/ui/saying.tsx'
import type { ShownHealth } from '#lib/delivery-log/health-of.ts'
import { type LastHour, SOME_FAILURES, stateOf } from '#lib/endpoints/endpoint-state.ts'

const since = (at: string | null): Saying => (at === null ? [] : [' since ', { at }])
const clause = (text: string) => firstSentence(text).replace(/[.]$/, '')
const because = (reason: string | null) => (reason ? `: ${clause(reason)}.` : '.')
const requests = (count: number) => (count === 1 ? '1 request' : `${count} requests`)

/** How an endpoint is, why, since when, and what is next; nothing of one that works. Pure. */
export function sayHealth(health: ShownHealth, lastHour?: LastHour): Saying {
  const { breakerSince, breakerReason, probeAt, halfOpenLimit, pausedAt, pausedBy, pauseReason } = health
  switch (stateOf(health, lastHour)) {
    case 'paused':
      return [
        `Paused by ${pausedBy ?? 'somebody'}`,
        ...since(pausedAt),
        `${because(pauseReason)} Nothing goes out until it is resumed.`,
      ]
    case 'open':
      return [
        'Held',
        ...since(breakerSince),
        `${because(breakerReason)} The next probe goes out`,
        ...(probeAt === null ? [' soon'] : [' ', { until: probeAt }]),
        '.',
      ]
    case 'half-open':
      return [
        'Half-open',
        ...since(breakerSince),
        `: ${requests(halfOpenLimit)} at once for now, twice as many with each one that succeeds.`,
      ]
    case 'failing':
      if (lastHour && health.failuresInRow < SOME_FAILURES) return sayLastHour(lastHour)
      return [`The last ${health.failuresInRow} attempts failed; after 10 in a row its deliveries are held.`]
    case 'recovered':
      return lastHour ? sayRecovered(lastHour) : []
    case 'working':
      return []
  }
}

function sayRecovered(lastHour: LastHour): Saying {
  const { succeededAt } = lastHour
  const at: Saying = succeededAt === null ? [] : [' at ', { minute: succeededAt }]
  return ['Recovered', ...at, `. ${sayFailed(lastHour)}.`]
}

/** How much of the last hour failed, and when the last did: a sentence. */
export function sayLastHour(lastHour: LastHour): Saying {
  const { failedAt } = lastHour
  const what = sayFailed(lastHour)
  return failedAt === null ? [`${what}.`] : [`${what}, the last at `, { minute: failedAt }, '.']
}

function sayFailed({ succeeded, failed }: LastHour): string {
  const number = (count: number) => count.toLocaleString('en')
  const all = number(succeeded + failed)
  if (succeeded === 0) return `All ${all} attempts of the last hour failed`
  return `${number(failed)} of the ${all} attempts of the last hour failed`
}
