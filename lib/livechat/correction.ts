import { describeEventType, EVENT_TYPES } from '#lib/livechat/catalogue.ts'
import { cannotEncode, decodeText } from '#lib/livechat/charset.ts'
import { parseForm } from '#lib/livechat/form-bytes.ts'
import { isFormBody, type Parameter, writeForm } from '#lib/livechat/parameters.ts'

// How a rejected call becomes an event: what it does not name is put in front of its own bytes. Client-safe.

/** What a call must name to be an event. */
export const REQUIRED_NAMES = ['EVENT', 'LICENCE'] as const
export type RequiredName = (typeof REQUIRED_NAMES)[number]

/** The values that a person gives; only what the call does not name itself. */
export type CorrectionValues = { readonly [name in RequiredName]?: string | undefined }

/** Where a call carries its parameters. */
export type Place = 'query' | 'body'

type CallBytes = {
  method: string
  query: Uint8Array
  body: Uint8Array
  contentType: string | null
  charset: string
}

/**
 * Where the addition goes: into a form body, else into the query. In front of a query that has the name already, empty
 * or too long to count, since the first of a name counts and the query is read first.
 */
export function placeOfAddition(call: CallBytes, missing: readonly RequiredName[]): Place {
  const { method, query, body, contentType, charset } = call
  const isForm = isFormBody(contentType) && (body.length > 0 || (method === 'POST' && contentType !== null))
  if (!isForm) return 'query'
  const isNamed = parseForm(query).some(({ name }) =>
    missing.some((wanted) => wanted === decodeText(name, charset)),
  )
  return isNamed ? 'query' : 'body'
}

/**
 * The form bytes to put in front, such as `EVENT=CHAT_STARTED&LICENCE=1520`, in the charset of the chat server.
 * @returns a sentence instead when the charset cannot write a value.
 */
export function writeAddition(values: CorrectionValues, charset: string): Uint8Array | string {
  const given = REQUIRED_NAMES.flatMap((name): Parameter[] => {
    const value = values[name]
    return value ? [[name, value]] : []
  })
  try {
    for (const [name, value] of given) {
      const unwritable = cannotEncode(value, charset)
      if (unwritable !== null) return `${name} has a character that ${charset} cannot write: ${unwritable}`
    }
    return writeForm(given, charset)
  } catch {
    return `Text cannot be written in ${charset}.`
  }
}

const SPELLINGS: Readonly<Record<RequiredName, readonly string[]>> = {
  EVENT: ['EVENT', 'EVENT_TYPE', 'EVENTTYPE'],
  LICENCE: ['LICENCE', 'LICENSE', 'LICENCE_ID', 'LICENSE_ID'],
}
const LONGEST = 255
/** So much of a body that is no form is looked at. */
const LOOKED_AT = 64 * 1024

/**
 * What a rejected call seems to mean: taken from parameters whose names differ in case, blanks around them or spelling,
 * else from a body that was not read as a form. Empty where nothing is found. Pure.
 */
export function suggestCorrection(
  call: Pick<CallBytes, 'body' | 'contentType' | 'charset'> & { parameters: readonly Parameter[] },
): Record<RequiredName, string> {
  const pairs = [...call.parameters, ...pairsOfBody(call)]
  return { EVENT: suggestEvent(pairs), LICENCE: firstSpelled(pairs, 'LICENCE') }
}

function firstSpelled(pairs: readonly Parameter[], wanted: RequiredName): string {
  for (const [name, value] of pairs) {
    const isWanted = SPELLINGS[wanted].includes(name.trim().toUpperCase())
    const text = value.trim()
    if (isWanted && text !== '' && text.length <= LONGEST) return text
  }
  return ''
}

function suggestEvent(pairs: readonly Parameter[]): string {
  const value = firstSpelled(pairs, 'EVENT')
  if (value !== '') return knownSpelling(value)
  // A directive of lc_serv.cfg where a name should stand.
  const names = pairs.map(([name]) => name.trim().toUpperCase())
  return EVENT_TYPES.find((eventType) => names.includes(`EVENT_${eventType}`)) ?? ''
}

function knownSpelling(value: string): string {
  const upper = value.toUpperCase()
  const candidates = [value, upper, upper.replace(/^EVENT_/, ''), upper.replaceAll(/[\s-]+/g, '_')]
  return candidates.find((candidate) => describeEventType(candidate) !== null) ?? value
}

function pairsOfBody({
  body,
  contentType,
  charset,
}: Pick<CallBytes, 'body' | 'contentType' | 'charset'>): Parameter[] {
  if (isFormBody(contentType) && !looksLikeJson(body)) return []
  const text = decodeText(body.subarray(0, LOOKED_AT), charset)
  if (looksLikeJson(body)) return pairsOfJson(text)
  const parts = [...text.matchAll(/name="([^"\r\n]{1,100})"[^\r\n]{0,200}\r?\n\r?\n([^\r\n]{0,300})/g)]
  if (parts.length > 0) return parts.map(([, name = '', value = '']) => [name, value])
  return parseForm(body.subarray(0, LOOKED_AT))
    .slice(0, 100)
    .map(({ name, value }) => [decodeText(name, charset), decodeText(value, charset)])
}

function looksLikeJson(body: Uint8Array): boolean {
  const first = body.find((byte) => byte > 0x20)
  return first === 0x7b
}

function pairsOfJson(text: string): Parameter[] {
  try {
    const parsed: unknown = JSON.parse(text)
    if (typeof parsed !== 'object' || parsed === null) return []
    return Object.entries(parsed).flatMap(([name, value]): Parameter[] =>
      typeof value === 'string' || typeof value === 'number' ? [[name, String(value)]] : [],
    )
  } catch {
    return []
  }
}
