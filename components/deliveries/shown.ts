import type { ShownHealth } from '#lib/delivery-log/health-of.ts'
import type { LanePlace } from '#lib/delivery-log/lane-of.ts'
import type { AttemptDetail, CallDetail, DeliveryDetail, PayloadDetail } from '#lib/delivery-log/types.ts'

// What a page of the log hands to the browser: a payload may have 5 MB, and a delivery any number of attempts
// with 64 KB each, so both are cut here, on the server, and the page says how much there is.

/** A multiple of 3, so that base64 can be cut at it. */
export const SHOWN_BYTES = 65_535
const SHOWN_PARAMETERS = 200
const LONGEST_VALUE = 64 * 1024
const LONGEST_NAME = 200
/** Characters of all values together; from there on values are cut short. */
const VALUES_BUDGET = 256 * 1024
const SHORT_VALUE = 200

/** The beginning of some bytes as base64, and how many there are in all. */
export type ShownBytes = { base64: string; size: number }

/** A parameter as it came, cut; `hidden` says how many characters of the value are missing, `size` is its own, in bytes of UTF-8. */
export type ShownParameter = { name: string; value: string; hidden: number; size: number }

export type ShownPayload = Pick<PayloadDetail, 'method' | 'contentType' | 'charset'> & {
  query: ShownBytes
  body: ShownBytes
  parameters: ShownParameter[]
  /** All of them, the ones that are not shown included. */
  parameterCount: number
}

/** An attempt in a list: without headers and bodies. */
export type BriefAttempt = Pick<
  AttemptDetail,
  'id' | 'number' | 'trigger' | 'actor' | 'startedAt' | 'finishedAt' | 'outcome' | 'errorKind' | 'status'
>

/** The attempt that is looked at, the body it sent cut as the payload's. */
export type ShownAttempt = Omit<AttemptDetail, 'requestBody'> & { requestBody: ShownBytes }

export type ShownDelivery = Omit<DeliveryDetail, 'payload' | 'attemptList'> & {
  payload: ShownPayload
  /** Oldest first. */
  attemptList: BriefAttempt[]
  /** The one that is looked at; null while there is none. */
  attempt: ShownAttempt | null
}

/** What keeps a delivery that has not ended: its endpoint's health when it is held, and those before it in its lane. */
export type Standing = { health: ShownHealth | null; lane: LanePlace | null }

export type ShownCall = Omit<CallDetail, 'payload'> & { payload: ShownPayload }

/** Cuts bytes given as base64. */
export function showBase64(base64: string): ShownBytes {
  const padding = base64.endsWith('==') ? 2 : base64.endsWith('=') ? 1 : 0
  const size = Math.max(0, (base64.length / 4) * 3 - padding)
  return { base64: base64.slice(0, (SHOWN_BYTES / 3) * 4), size }
}

/** Cuts a payload to what a page can hold. */
export function showPayload(payload: PayloadDetail): ShownPayload {
  const { method, contentType, charset } = payload
  let left = VALUES_BUDGET
  const parameters = payload.parameters.slice(0, SHOWN_PARAMETERS).map(([name, value]): ShownParameter => {
    const shown = value.slice(0, left > 0 ? LONGEST_VALUE : SHORT_VALUE)
    left -= shown.length
    return {
      name: name.slice(0, LONGEST_NAME),
      value: shown,
      hidden: value.length - shown.length,
      size: Buffer.byteLength(value),
    }
  })
  return {
    method,
    contentType,
    charset,
    query: showBase64(payload.query),
    body: showBase64(payload.body),
    parameters,
    parameterCount: payload.parameters.length,
  }
}

/** Cuts a delivery to one attempt with both its sides. @param number which one; else the newest. */
export function showDelivery(delivery: DeliveryDetail, number: number | null): ShownDelivery {
  const { payload, attemptList, ...rest } = delivery
  const attempt = attemptList.find((one) => one.number === number) ?? attemptList.at(-1)
  return {
    ...rest,
    payload: showPayload(payload),
    attemptList: attemptList.map(brief),
    attempt: attempt ? { ...attempt, requestBody: showBase64(attempt.requestBody ?? '') } : null,
  }
}

function brief(attempt: AttemptDetail): BriefAttempt {
  const { id, number, trigger, actor, startedAt, finishedAt, outcome, errorKind, status } = attempt
  return { id, number, trigger, actor, startedAt, finishedAt, outcome, errorKind, status }
}

export function showCall({ payload, ...rest }: CallDetail): ShownCall {
  return { ...rest, payload: showPayload(payload) }
}
