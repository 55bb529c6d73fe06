/** Text and bytes in the charset of a chat server. Never guessed: cp1250 `E8 9A B9` is also valid UTF-8. */

/** The charsets a form offers; any other label that TextDecoder knows may be typed. */
export const CHARSETS = [
  { value: 'utf-8', label: 'UTF-8' },
  { value: 'windows-1250', label: 'windows-1250 (Central Europe)' },
  { value: 'iso-8859-2', label: 'ISO-8859-2 (Central Europe)' },
  { value: 'windows-1252', label: 'windows-1252, ISO-8859-1 (Western Europe)' },
  { value: 'iso-8859-15', label: 'ISO-8859-15 (Western Europe, with the euro)' },
  { value: 'windows-1251', label: 'windows-1251 (Cyrillic)' },
  { value: 'koi8-r', label: 'KOI8-R (Russian)' },
  { value: 'windows-1253', label: 'windows-1253 (Greek)' },
  { value: 'windows-1254', label: 'windows-1254 (Turkish)' },
  { value: 'windows-1257', label: 'windows-1257 (Baltic)' },
  { value: 'gb18030', label: 'GB18030 (Chinese)' },
  { value: 'shift_jis', label: 'Shift_JIS (Japanese)' },
] as const

/** The canonical name of a charset label ("Latin2" is "iso-8859-2"); null when TextDecoder does not know it. */
export function parseCharset(label: string): string | null {
  try {
    return new TextDecoder(label).encoding
  } catch {
    return null
  }
}

const decoders = new Map<string, TextDecoder>()

/** Decodes bytes. What is broken in the charset becomes U+FFFD; a byte order mark stays. Throws RangeError on an unknown charset. */
export function decodeText(bytes: Uint8Array, charset: string): string {
  let decoder = decoders.get(charset)
  if (decoder === undefined) {
    decoder = new TextDecoder(charset, { ignoreBOM: true })
    decoders.set(charset, decoder)
  }
  return decoder.decode(bytes)
}

const REPLACEMENT = '\uFFFD'
const QUESTION_MARK = Uint8Array.of(0x3f)

/**
 * Encodes text. A character the charset cannot write becomes `?`; ask `cannotEncode` first where that matters.
 * Throws RangeError on an unknown charset, and on a stateful one (iso-2022-jp).
 */
export function encodeText(text: string, charset: string): Uint8Array {
  const encoding = new TextDecoder(charset).encoding
  if (encoding === 'utf-8') return new TextEncoder().encode(text)
  if (encoding === 'utf-16le' || encoding === 'utf-16be') return encodeUtf16(text, encoding === 'utf-16le')
  const table = reverseTable(encoding)
  const chunks = Array.from(text, (character) => table.get(character) ?? QUESTION_MARK)
  const out = new Uint8Array(chunks.reduce((sum, chunk) => sum + chunk.length, 0))
  let length = 0
  for (const chunk of chunks) {
    out.set(chunk, length)
    length += chunk.length
  }
  return out
}

/** The first character that the charset cannot write, or null. Throws as `encodeText` does. */
export function cannotEncode(text: string, charset: string): string | null {
  const encoding = new TextDecoder(charset).encoding
  if (encoding.startsWith('utf-')) return /\p{Surrogate}/u.exec(text)?.[0] ?? null
  const table = reverseTable(encoding)
  for (const character of text) if (!table.has(character)) return character
  return null
}

function encodeUtf16(text: string, littleEndian: boolean): Uint8Array {
  const wellFormed = text.toWellFormed()
  const out = new Uint8Array(wellFormed.length * 2)
  const view = new DataView(out.buffer)
  for (let i = 0; i < wellFormed.length; i++) view.setUint16(i * 2, wellFormed.charCodeAt(i), littleEndian)
  return out
}

const reverseTables = new Map<string, ReadonlyMap<string, Uint8Array>>()

// TextEncoder writes UTF-8 only, so the way back is read off TextDecoder: every byte, then every pair of bytes
// that a lead byte allows. The first spelling of a character wins.
function reverseTable(encoding: string): ReadonlyMap<string, Uint8Array> {
  const known = reverseTables.get(encoding)
  if (known !== undefined) return known
  if (encoding === 'iso-2022-jp') throw new RangeError('Text cannot be written in iso-2022-jp.')
  const table = new Map<string, Uint8Array>()
  const add = (bytes: Uint8Array) => {
    const character = decodeText(bytes, encoding)
    const isOne = [...character].length === 1 && character !== REPLACEMENT
    if (isOne && !table.has(character)) table.set(character, bytes)
    return isOne
  }
  for (let lead = 0; lead < 256; lead++) {
    if (add(Uint8Array.of(lead)) || lead < 0x80) continue
    for (let trail = 0x30; trail < 256; trail++) add(Uint8Array.of(lead, trail))
  }
  reverseTables.set(encoding, table)
  return table
}
