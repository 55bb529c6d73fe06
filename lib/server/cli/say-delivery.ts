import type { ShownHealth } from '../../delivery-log/health-of.ts'
import type { LanePlace } from '../../delivery-log/lane-of.ts'
import type { AttemptDetail, DeliveryDetail } from '../../delivery-log/types.ts'
import { FAILURE_KINDS, isFailureKind } from '../../dispatch/failure-kinds.ts'
import { nextStep } from '../../dispatch/next-step.ts'
import { showBytes, showText } from '../../livechat/show-bytes.ts'
import { sayEndpoint } from './say-endpoint.ts'

const MOST_SHOWN = 2000

/** What keeps a delivery that has not ended, as `standingOf` reads it. */
export type Standing = { health: ShownHealth | null; lane: LanePlace | null }

const indented = (lines: string[]) => lines.map((line) => (line === '' ? '' : `  ${line}`))

/** What came of an attempt, as the console's lists have it. */
function sayOutcome({ status, statusText, errorKind, finishedAt }: AttemptDetail): string {
  if (status !== null && (errorKind === null || errorKind === 'http_status'))
    return `${status} ${showText(statusText ?? '')}`.trim()
  if (errorKind !== null) return isFailureKind(errorKind) ? FAILURE_KINDS[errorKind].label : errorKind
  return finishedAt === null ? 'under way' : 'ended'
}

/** An attempt in a line, and beneath it what failed. */
function attemptLines(attempt: AttemptDetail): string[] {
  const { number, startedAt, trigger, actor, error } = attempt
  const by = actor === null ? '' : `  ${trigger} by ${showText(actor)}`
  const head = `${number}  ${startedAt}  ${sayOutcome(attempt)}${by}`
  return error ? [head, `   ${showText(error)}`] : [head]
}

/** A body for reading; the bytes are what --json is for. */
function bodyLines(base64: string | null): string[] {
  const bytes = Buffer.from(base64 ?? '', 'base64')
  if (bytes.length === 0) return []
  const text = showBytes(bytes.subarray(0, MOST_SHOWN), 'utf-8', { keepLines: true }).trimEnd()
  const more = bytes.length > MOST_SHOWN ? [`… of ${bytes.length} bytes; --json has them all`] : []
  return ['', ...text.split('\n'), ...more]
}

const headerLines = (headers: [string, string][]) =>
  headers.map(([name, value]) => showText(`${name}: ${value}`))

/** Both sides of an attempt that was answered and failed all the same: what its next step says to look at. */
function exchangeLines(attempt: AttemptDetail | undefined): string[] {
  if (!attempt || attempt.status === null || attempt.errorKind === null) return []
  const { number, method, url, requestHeaders, requestBody, responseHeaders, responseBody } = attempt
  return [
    `request of attempt ${number}`,
    ...indented([showText(`${method} ${url}`), ...headerLines(requestHeaders), ...bodyLines(requestBody)]),
    `answer to attempt ${number}`,
    ...indented([sayOutcome(attempt), ...headerLines(responseHeaders), ...bodyLines(responseBody)]),
  ]
}

function stepOf({ attemptList }: DeliveryDetail): string | null {
  const last = attemptList.at(-1)
  const kind = last?.errorKind ?? ''
  return last && isFailureKind(kind) ? nextStep(kind, last.status) : null
}

function heldLines(url: string, health: ShownHealth | null): string[] {
  if (health === null) return ['Its endpoint takes nothing at present.']
  const { state, reason } = sayEndpoint(health)
  const why = showText(reason ?? '')
  if (state === 'paused')
    return [
      `Its endpoint is paused ${why}`,
      showText(`It goes out after: npx bellhop endpoint resume ${url}`),
    ]
  return ['Its endpoint fails, so it waits and uses up no tries.', ...(why ? [why] : [])]
}

/** What a person can do, and what happens by itself; nothing for one that arrived. */
function nextLines(delivery: DeliveryDetail, { health, lane }: Standing): string[] {
  const { id, url, status, nextAttemptAt, attemptList, lastError } = delivery
  const step = stepOf(delivery)
  switch (status) {
    case 'succeeded':
      return []
    case 'cancelled':
      return [showText(lastError ?? 'Cancelled.')]
    case 'failed': {
      const why = attemptList.length === 0 && lastError ? [showText(lastError)] : []
      return [
        ...why,
        step ?? 'Mend the endpoint or the mapping.',
        `Resend it: npx bellhop deliveries resend ${id}`,
      ]
    }
    case 'held':
      return [...(step ? [step] : []), ...heldLines(url, health)]
    case 'pending': {
      if (attemptList.at(-1)?.finishedAt === null) return ['An attempt is under way.']
      const waits = lane?.headId
        ? `An earlier delivery goes first: ${lane.headId}`
        : `The ${attemptList.length === 0 ? 'first' : 'next'} attempt goes out by itself${nextAttemptAt ? ` at ${nextAttemptAt}` : ''}.`
      return [...(step ? [step] : []), waits]
    }
  }
}

const section = (title: string, lines: string[]) => (lines.length > 0 ? [title, ...indented(lines)] : [])

/** A delivery for people: what was to go where, what came of each attempt, and what to do next. */
export function sayDelivery(delivery: DeliveryDetail, standing: Standing): string {
  const { eventType, licence, url, status, eventId, receivedAt, payload, attemptList } = delivery
  const parameters = payload.parameters.map(
    ([name, value]) => `${showText(name)} = ${showText(JSON.stringify(value))}`,
  )
  return [
    showText(`${eventType} of ${licence} to ${url}: ${status}`),
    `event ${eventId}, received ${receivedAt}`,
    ...section('parameters', parameters),
    ...section('attempts', attemptList.length === 0 ? ['none yet'] : attemptList.flatMap(attemptLines)),
    ...section('next', nextLines(delivery, standing)),
    ...exchangeLines(attemptList.at(-1)),
  ].join('\n')
}
