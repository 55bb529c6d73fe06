import { parameterClass, saysSecret } from '#lib/livechat/catalogue.ts'
import { decodeText } from '#lib/livechat/charset.ts'
import { percentDecode } from '#lib/livechat/form-bytes.ts'
import { MASK, maskForm, maskParameters, secretRanges } from '#lib/livechat/mask.ts'
import { jsonStrings, maskJson } from '#lib/livechat/mask-json.ts'
import { isFormBody } from '#lib/livechat/parameters.ts'
import type { PayloadDetail } from './types.ts'

/** The columns of a payload, from the table call. */
export const PAYLOAD = `
  call.method, call.query, call.body, call.content_type AS "contentType", call.charset, call.parameters,
  call.event_type AS "eventType"`

export type PayloadRow = {
  method: string
  query: Buffer
  body: Buffer
  contentType: string | null
  charset: string
  parameters: [string, string][]
  eventType: string | null
}

const MASKED_BODY = Buffer.from('****')
const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64')

/** The payload as pages get it; `secrets` leaves the values of secret parameters in. */
export function toPayload(row: PayloadRow, secrets: boolean): PayloadDetail {
  return {
    method: row.method,
    query: base64(secrets ? row.query : maskForm(row.eventType, row.query, row.charset)),
    body: base64(secrets ? row.body : maskBody(row)),
    contentType: row.contentType,
    charset: row.charset,
    parameters: secrets
      ? row.parameters
      : maskParameters(row.eventType, row.parameters).map(([name, value]) => [name, value]),
  }
}

// What is no form is not taken apart, so that nobody knows where in it a secret is; JSON alone tells its names.
function maskBody({ body, contentType, eventType, charset }: PayloadRow): Uint8Array {
  if (isHiddenBody({ body, contentType })) return MASKED_BODY
  return isFormBody(contentType) ? maskForm(eventType, body, charset) : body
}

const LONGEST_JSON = 256 * 1024

function isJsonWithoutSecrets(body: Buffer): boolean {
  if (body.length > LONGEST_JSON) return false
  const text = body.toString('utf8')
  try {
    JSON.parse(text)
  } catch {
    return false
  }
  // A text can hold more JSON or a form, so its own words are looked at as well.
  for (const one of jsonStrings(text)) if (saysSecret(one)) return false
  return true
}

/** Whether the body of a call is one of which nothing is shown, and so nothing that a receiver may have echoed of it. */
export function isHiddenBody({ body, contentType }: Pick<PayloadRow, 'body' | 'contentType'>): boolean {
  return !isFormBody(contentType) && body.length > 0 && !isJsonWithoutSecrets(body)
}

/**
 * The body that an attempt sent, base64, without its secrets: a form or the JSON that an endpoint's mode writes; of
 * whatever else nothing is shown.
 */
export function maskSentBody(
  body: string,
  headers: readonly [string, string][],
  { eventType, charset }: Pick<PayloadRow, 'eventType' | 'charset'>,
): string {
  const contentType = headers.find(([name]) => name.toLowerCase() === 'content-type')?.[1] ?? null
  const bytes = Buffer.from(body, 'base64')
  if (bytes.length === 0) return ''
  if (isFormBody(contentType)) return base64(maskForm(eventType, bytes, charset))
  const isJson = /^\s*application\/json\s*(;|$)/i.test(contentType ?? '')
  const masked = isJson ? maskJson(eventType, bytes.toString('utf8')) : null
  return base64(masked === null ? MASKED_BODY : Buffer.from(masked))
}

/** A URL that was called, without the secrets in its query. Texts of requests are latin1. */
export function maskUrl(
  url: string,
  { eventType, charset }: Pick<PayloadRow, 'eventType' | 'charset'>,
): string {
  const at = url.indexOf('?') + 1
  if (at === 0) return url
  const query = maskForm(eventType, Buffer.from(url.slice(at), 'latin1'), charset)
  return url.slice(0, at) + Buffer.from(query).toString('latin1')
}

/** Headers that carry a secret by their nature. */
const SECRET_HEADER = /^(proxy-)?authorization$|^(set-)?cookie$/i

/** Headers with the values of those masked that are secret by their name. */
export function maskHeaders(headers: [string, string][]): [string, string][] {
  return headers.map(([name, value]) => [
    name,
    SECRET_HEADER.test(name) || parameterClass(null, name) === 'secret' ? MASK : value,
  ])
}

/** A text of which nothing is shown but that it is there. */
export const hideText = (text: string) => (text === '' ? text : '****')

/** Shorter values would take too much of an innocent text with them. */
const SHORTEST_SECRET = 4
const MOST_SECRETS = 500

/**
 * Replaces what a receiver echoes of the event's secrets, in the spellings that are likely. Texts are latin1, as headers
 * and kept bodies are.
 */
export function echoMask(
  row: Pick<PayloadRow, 'query' | 'body' | 'contentType' | 'charset' | 'eventType'>,
  secrets: boolean,
): (text: string) => string {
  if (secrets) return (text) => text
  const parts = isFormBody(row.contentType) ? [row.query, row.body] : [row.query]
  const spelled = parts.flatMap((bytes) =>
    secretRanges(row.eventType, bytes, row.charset).flatMap(({ start, end }) => {
      const raw = bytes.subarray(start, end)
      const value = Buffer.from(percentDecode(raw))
      return [raw.toString('latin1'), ...spellings(value, decodeText(value, row.charset))]
    }),
  )
  const values = [...new Set(spelled)]
    .filter((value) => value.length >= SHORTEST_SECRET)
    // The longest first: one that is part of another must not leave the rest of it standing.
    .sort((a, b) => b.length - a.length)
  // No chat server sends so many: then nothing that was answered is shown.
  if (values.length > MOST_SECRETS) return hideText
  return (text) => values.reduce((masked, value) => masked.replaceAll(value, '****'), text)
}

function spellings(bytes: Buffer, text: string): string[] {
  const percent = encodeURIComponent(text.toWellFormed())
  const html = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
  const texts = [text, html, html.replaceAll('"', '&quot;'), JSON.stringify(text).slice(1, -1)]
  return [
    bytes.toString('latin1'),
    percent,
    percent.replaceAll('%20', '+'),
    ...texts.map((one) => Buffer.from(one).toString('latin1')),
  ]
}
