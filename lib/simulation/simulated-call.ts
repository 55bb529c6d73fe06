import { isEncodedAgain } from '#lib/livechat/catalogue.ts'
import { cannotEncode, encodeText } from '#lib/livechat/charset.ts'
import { encodeForm } from '#lib/livechat/form-bytes.ts'
import type { Parameter } from '#lib/livechat/parameters.ts'

/** One call of a simulated chat server. */
export type SimulatedCall = {
  method: 'GET' | 'POST' | 'PUT'
  /** The query of a GET, the body of any other: raw bytes as latin1 text. */
  form: string
  /** Of a body. */
  contentType: string
  eventType: string
  /** What is wrong with it, of a malformed one. */
  odd: string | null
}

export const FORM_TYPE = 'application/x-www-form-urlencoded'

const SPELLINGS: Readonly<Record<string, string>> = {
  ł: 'l',
  Ł: 'L',
  ß: 'ss',
  '„': '"',
  '“': '"',
  '”': '"',
  '–': '-',
  '…': '...',
  '€': 'EUR',
  '£': 'GBP ',
}

/** The text as this charset can carry it: a letter that it lacks loses its marks, a sign gets another spelling, else `?`. */
export function inCharset(text: string, charset: string): string {
  if (cannotEncode(text, charset) === null) return text
  return Array.from(text, (character) => {
    const ways = [character, SPELLINGS[character] ?? character.normalize('NFD').replace(/\p{M}/gu, '')]
    return ways.find((way) => cannotEncode(way, charset) === null) ?? '?'
  }).join('')
}

const percent = (byte: number) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`

/**
 * Text url-encoded in a charset, as the chat server writes a conversation before it goes into the form. A character is
 * escaped whole: in Shift_JIS its second byte may look like a letter.
 */
function encodeAgain(text: string, charset: string): Uint8Array {
  const escaped = (character: string) => Array.from(encodeText(character, charset), percent).join('')
  const encoded = Array.from(text, (character) =>
    /[A-Za-z0-9\-_.~]/.test(character) ? character : escaped(character),
  )
  return Buffer.from(encoded.join(''), 'latin1')
}

/** Parameters as form bytes in latin1 text; a conversation is given readable. `charset`: what encodeText can write. */
export function formOf(eventType: string, parameters: readonly Parameter[], charset: string): string {
  const pairs = parameters.map(([name, value]) => {
    const text = inCharset(value, charset)
    const bytes = isEncodedAgain(eventType, name) ? encodeAgain(text, charset) : encodeText(text, charset)
    return [encodeText(name, charset), bytes] as const
  })
  return Buffer.from(encodeForm(pairs)).toString('latin1')
}
