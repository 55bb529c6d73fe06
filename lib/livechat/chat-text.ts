import { decodeText } from '#lib/livechat/charset.ts'

/**
 * The readable text of a CHAT value: url-encoded once more by the chat server, in its own charset.
 * A value that was not encoded again comes back as it is, but for `+`, which is read as a blank
 * unless the value has blanks or line ends of its own: an encoded text has none.
 */
export function chatText(value: string, charset: string): string {
  if (!/[%+]/.test(value)) return value
  const blanks = /\s/.test(value) ? value : value.replaceAll('+', ' ')
  // Only what is ASCII is decoded as bytes, so that a character the charset cannot write survives. The second byte of a
  // character may stand there as a letter: `%81g`.
  return blanks.replace(isAsciiBased(charset) ? ASCII : ESCAPES, (run) =>
    run.includes('%') ? decodeText(decodeEscapes(run), charset) : run,
  )
}

const ESCAPES = /(?:%[0-9a-f]{2})+/gi
// biome-ignore lint/suspicious/noControlCharactersInRegex: line ends and tabs are part of such text
const ASCII = /[\x00-\x7f]+/g

function isAsciiBased(charset: string): boolean {
  return !new TextDecoder(charset).encoding.startsWith('utf-16')
}

/** The bytes of ASCII text with escapes; a `+` and a broken escape are as they stand. */
function decodeEscapes(text: string): Uint8Array {
  const bytes: number[] = []
  for (const [part, digits] of text.matchAll(/%([0-9a-f]{2})|./gis)) {
    bytes.push(digits === undefined ? part.charCodeAt(0) : Number.parseInt(digits, 16))
  }
  return Uint8Array.from(bytes)
}
