import type { z } from 'zod'
import { checkUrl as checkSpelling } from '../lc-serv-cfg/check-url.ts'
import { licenceNumber } from '../mappings/scope.ts'
import { checkUrlInput } from './check-url.ts'
import { classify } from './classify.ts'
import { outboundAgent } from './outbound.ts'
import { prepareTestRequest } from './prepare-test-request.ts'
import { send } from './send.ts'

/** Whoever waits before a form does not wait longer. */
const LONGEST_MS = 10_000
/** Of an answer's body so much is read, and of its text so much is shown: a secret that is cut in two is in neither. */
const READ_BYTES = 16 * 1024
const SHOWN_CHARACTERS = 500
const HIDDEN = '••••'
/** Shorter ones are no secrets, and would be found everywhere. */
const SHORTEST_SECRET = 4

export const testRequestInput = checkUrlInput.extend({
  /** Whose example is sent. */
  ofLicence: licenceNumber,
})

/** What a URL answered to an example event, or why there was no answer. */
export type TestRequestAnswer = {
  /** Whether a delivery would have arrived. */
  succeeded: boolean
  status: number | null
  statusText: string
  /** Milliseconds. */
  durationMs: number
  /** Why it would not have arrived, a sentence for people. */
  error: string | null
  /** The beginning of the body, as text; secrets of the endpoint are hidden. `isCut`: there is more. */
  body: string
  isCut: boolean
}

export type TestRequestOutcome = ({ ok: true } & TestRequestAnswer) | { ok: false; reason: string }

/**
 * Calls a URL once with an example of the event type, as the guard allows, and keeps nothing: no event, no delivery, nothing
 * told of the endpoint.
 * @returns a sentence when there is nothing that could be sent.
 */
export async function sendTestRequest(input: z.input<typeof testRequestInput>): Promise<TestRequestOutcome> {
  const { ofLicence, ...target } = testRequestInput.parse(input)
  const spelling = checkSpelling(target.url)
  if (!spelling.ok) return spelling
  const { prepared, timeoutMs, expected, secretValues } = await prepareTestRequest(target, ofLicence)
  if (!prepared.ok) return prepared
  const limits = { timeoutMs: Math.min(timeoutMs, LONGEST_MS), keepBytes: READ_BYTES }
  // Of an answer that must hold a text all is read that a delivery would read.
  const result = await send(
    outboundAgent(),
    prepared.request,
    expected.text === null ? limits : { timeoutMs: limits.timeoutMs },
  )
  const { verdict, lastError } = classify(result, expected)
  const answer = result.outcome === 'answered' ? result : result.answer
  const hide = (text: string) => hideSecrets(text, secretValues)
  const body = hide(Buffer.from(answer?.body ?? []).toString('utf8'))
  return {
    ok: true,
    succeeded: verdict === 'succeeded',
    status: answer?.status ?? null,
    statusText: hide(answer?.statusText ?? ''),
    durationMs: result.timings.totalMs,
    error: lastError && hide(lastError),
    body: body.slice(0, SHOWN_CHARACTERS),
    isCut: answer?.truncated === true || body.length > SHOWN_CHARACTERS,
  }
}

function hideSecrets(text: string, secrets: string[]): string {
  return secrets
    .filter((secret) => secret.length >= SHORTEST_SECRET)
    .reduce((shown, secret) => shown.replaceAll(secret, HIDDEN), text)
}
