import { decodeText, parseCharset } from '../livechat/charset.ts'
import { wordsIn } from '../livechat/search-words.ts'
import { attemptMasks, type SecretsOf } from './attempt-masks.ts'

/** An answer may be 64 KiB of noise: so much of its words is kept, in bytes of UTF-8. */
const MAX_WORDS = 16 * 1024

/** Nobody looks for these by their value, or it is the same in all requests; the host stands in the URL. */
const SILENT = new Set([
  'accept',
  'accept-encoding',
  'bellhop-attempt',
  'connection',
  'content-length',
  'date',
  'host',
  'keep-alive',
  'transfer-encoding',
  'user-agent',
  'webhook-signature',
  'webhook-timestamp',
])

type Headers = [string, string][]

/** What an attempt sent and what came of it. Texts are latin1, as on the wire. */
export type SpokenAttempt = {
  url: string
  requestHeaders: Headers
  error: string | null
  answer: { status: number; statusText: string; headers: Headers; body: Uint8Array } | null
}

/** The words by which a delivery is found for the sake of an attempt: of its URL, headers, answer and error; no secrets. */
export function attemptWords(attempt: SpokenAttempt, payload: SecretsOf): string {
  const mask = attemptMasks(payload)
  const { url, requestHeaders, error, answer } = attempt
  const sent = [mask.url(url), ...spoken(mask.sentHeaders(requestHeaders)), error ? mask.sent(error) : '']
  if (answer === null) return wordsIn(sent, MAX_WORDS)
  const body = mask.answered(Buffer.from(answer.body).toString('latin1'))
  const answered = [
    `${answer.status} ${mask.answered(answer.statusText)}`,
    ...spoken(mask.answeredHeaders(answer.headers)),
    decodeText(Buffer.from(body, 'latin1'), charsetOf(answer.headers)),
  ]
  return wordsIn([...sent, ...answered], MAX_WORDS)
}

function spoken(headers: Headers): string[] {
  return headers.filter(([name]) => !SILENT.has(name.toLowerCase())).map(([, value]) => value)
}

function charsetOf(headers: Headers): string {
  const type = headers.find(([name]) => name.toLowerCase() === 'content-type')?.[1] ?? ''
  const named = /;\s*charset="?([^";\s]+)/i.exec(type)?.[1]
  return (named && parseCharset(named)) || 'utf-8'
}
