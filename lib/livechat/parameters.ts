import { decodeText, encodeText } from '#lib/livechat/charset.ts'
import { encodeForm, firstPairs, parseForm } from '#lib/livechat/form-bytes.ts'

/** One decoded parameter. Names repeat, and may be empty. */
export type Parameter = readonly [name: string, value: string]

/**
 * Whether a body may hold form parameters: form-urlencoded, any text, or no content type at all.
 * Others (multipart, JSON, binary) are not parsed; mask them as a whole.
 */
export function isFormBody(contentType: string | null | undefined): boolean {
  const type = (contentType ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? ''
  return type === '' || type.includes('urlencoded') || type.startsWith('text/')
}

/** So many parameters are decoded of the query and of the body each; the exact bytes are there whole. */
const MAX_PARAMETERS = 10_000

/**
 * The parameters of a call in order: the query's (bytes after the `?`), then the body's when it is a form.
 * The charset is the chat server's; one named in the content type is not believed. Beyond a bound they are left out:
 * millions of empty ones must not hold up others.
 */
export function readParameters(call: {
  query: Uint8Array
  body: Uint8Array
  contentType: string | null | undefined
  charset: string
}): Parameter[] {
  const pairs = (bytes: Uint8Array) => parseForm(firstPairs(bytes, MAX_PARAMETERS))
  const body = isFormBody(call.contentType) ? pairs(call.body) : []
  return [...pairs(call.query), ...body].map((pair) => [
    decodeText(pair.name, call.charset),
    decodeText(pair.value, call.charset),
  ])
}

/** Parameters as form bytes in a charset of the chat server. @throws RangeError where encodeText does. */
export function writeForm(parameters: readonly Parameter[], charset: string): Uint8Array {
  return encodeForm(
    parameters.map(([name, value]) => [encodeText(name, charset), encodeText(value, charset)]),
  )
}

/** The value of the first parameter of exactly that name, upper and lower case told apart. */
export function firstValue(parameters: readonly Parameter[], name: string): string | undefined {
  return parameters.find(([candidate]) => candidate === name)?.[1]
}
