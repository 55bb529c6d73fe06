import { parseExpectedStatus } from '#lib/endpoints/expected-answer.ts'
import type { EndpointPolicy } from '#lib/endpoints/policy.ts'
import { policyInput } from '#lib/endpoints/policy.ts'
import { parseRetrySchedule } from '#lib/endpoints/retry-presets.ts'
import { checkUrl } from '#lib/lc-serv-cfg/check-url.ts'
import { checkConnectTo } from '#lib/mappings/connect-to.ts'
import type { EndpointSettings } from '#lib/mappings/update-endpoint.ts'

/** What is typed: numbers are text while they are none, and a text that is left out is empty. */
export type EndpointDraft = {
  url: string
  mode: string
  connectTo: string
  timeoutSeconds: number | string
  /** Empty: the standard schedule. */
  retrySchedule: string
  maxInFlight: number | string
  rateCount: number | string
  rateSeconds: number | string
  inOrderBy: EndpointPolicy['inOrderBy']
  expectedStatus: string
  expectedText: string
}

export type EndpointField = keyof EndpointDraft

export type Problem = { field: EndpointField | null; reason: string }

/** Settings as they stand in the fields. Pure. */
export function draftOf(settings: EndpointSettings): EndpointDraft {
  const { connectTo, retrySchedule, rateCount, rateSeconds, expectedText, ...rest } = settings
  return {
    ...rest,
    connectTo: connectTo ?? '',
    retrySchedule: retrySchedule ?? '',
    rateCount: rateCount ?? '',
    rateSeconds: rateSeconds ?? '',
    expectedText: expectedText ?? '',
  }
}

const numberOrNull = (typed: number | string) => (typed === '' ? null : Number(typed))

/** What the fields ask for. Pure. */
export function wantedOf(draft: EndpointDraft): EndpointSettings {
  return {
    url: draft.url.trim(),
    mode: draft.mode,
    connectTo: draft.connectTo.trim() || null,
    timeoutSeconds: Number(draft.timeoutSeconds),
    retrySchedule: draft.retrySchedule.trim() || null,
    maxInFlight: Number(draft.maxInFlight),
    rateCount: numberOrNull(draft.rateCount),
    rateSeconds: numberOrNull(draft.rateSeconds),
    inOrderBy: draft.inOrderBy,
    expectedStatus: draft.expectedStatus.trim(),
    expectedText: draft.expectedText === '' ? null : draft.expectedText,
  }
}

/** What is wrong with a field while it is typed; null when nothing is. Only those that are texts of their own kind. */
export function liveProblem(field: 'retrySchedule' | 'expectedStatus', draft: EndpointDraft): string | null {
  const wanted = wantedOf(draft)
  const parsed =
    field === 'retrySchedule'
      ? parseRetrySchedule(wanted.retrySchedule)
      : parseExpectedStatus(wanted.expectedStatus)
  return parsed.ok ? null : parsed.reason
}

/** The first thing that is wrong with what is typed; null when it can be saved. Pure. */
export function problemOf(draft: EndpointDraft): Problem | null {
  const wanted = wantedOf(draft)
  const url = checkUrl(wanted.url)
  if (!url.ok) return { field: 'url', reason: url.reason }
  const place = wanted.connectTo === null ? null : checkConnectTo(wanted.connectTo)
  if (place && !place.ok) return { field: 'connectTo', reason: place.reason }
  const policy = policyInput.safeParse(wanted)
  if (policy.success) return null
  const [issue] = policy.error.issues
  const name = issue?.path[0]
  const field = isField(name, draft) ? name : null
  return { field, reason: issue?.message ?? 'Something is not right.' }
}

function isField(name: PropertyKey | undefined, draft: EndpointDraft): name is EndpointField {
  return name !== undefined && Object.hasOwn(draft, name)
}
