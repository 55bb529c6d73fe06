import { decodeText } from '#lib/livechat/charset.ts'

// Control, format (bidi and zero-width included), line and paragraph separators, lone surrogates, private use, U+FFFD.
const HIDDEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Co}\uFFFD]/gu

/**
 * Bytes as text that hides nothing: invisible and direction-changing characters become `\x00`, `\u202E` or `\u{E0001}`,
 * a byte that is no UTF-8 becomes `\xE8`. With `keepLines`, newline and tab stay. Throws RangeError on an unknown charset.
 */
export function showBytes(bytes: Uint8Array, charset: string, options: { keepLines?: boolean } = {}): string {
  const text = new TextDecoder(charset).encoding === 'utf-8' ? null : decodeText(bytes, charset)
  if (text !== null) return showText(text, options)
  const shown: string[] = []
  let from = 0
  for (let i = 0; i < bytes.length; ) {
    const length = utf8Length(bytes, i)
    if (length === 0) {
      shown.push(showText(decodeText(bytes.subarray(from, i), 'utf-8'), options), hexEscape(bytes[i] ?? 0))
      from = i + 1
    }
    i += Math.max(length, 1)
  }
  shown.push(showText(decodeText(bytes.subarray(from), 'utf-8'), options))
  return shown.join('')
}

/** The same escapes in text that is already decoded. */
export function showText(text: string, options: { keepLines?: boolean } = {}): string {
  return text.replace(HIDDEN, (character) => {
    if (options.keepLines && (character === '\n' || character === '\t')) return character
    const code = character.codePointAt(0) ?? 0
    if (code < 0x80) return hexEscape(code)
    const hex = code.toString(16).toUpperCase()
    return code > 0xffff ? `\\u{${hex}}` : `\\u${hex.padStart(4, '0')}`
  })
}

function hexEscape(byte: number): string {
  return `\\x${hexByte(byte).toUpperCase()}`
}

function hexByte(byte: number): string {
  return byte.toString(16).padStart(2, '0')
}

/** The length of the UTF-8 sequence that starts at i, 0 when there is none (Unicode table 3-7). */
function utf8Length(bytes: Uint8Array, i: number): 0 | 1 | 2 | 3 | 4 {
  const lead = bytes[i] ?? 0
  if (lead < 0x80) return 1
  if (lead < 0xc2 || lead > 0xf4) return 0
  const low = lead === 0xe0 ? 0xa0 : lead === 0xf0 ? 0x90 : 0x80
  const high = lead === 0xed ? 0x9f : lead === 0xf4 ? 0x8f : 0xbf
  const second = bytes[i + 1] ?? 0
  if (second < low || second > high) return 0
  if (lead < 0xe0) return 2
  if (!isContinuation(bytes[i + 2])) return 0
  if (lead < 0xf0) return 3
  return isContinuation(bytes[i + 3]) ? 4 : 0
}

function isContinuation(byte: number | undefined): boolean {
  return byte !== undefined && byte >= 0x80 && byte <= 0xbf
}

/** A hex dump: offset, 16 bytes in two groups, and a gutter that shows ASCII. One line for every 16 bytes. */
export function hexDump(bytes: Uint8Array): string {
  const lines: string[] = []
  for (let offset = 0; offset < bytes.length; offset += 16) {
    const row = bytes.subarray(offset, offset + 16)
    const hex = Array.from(row, hexByte)
    const groups = `${hex.slice(0, 8).join(' ')}  ${hex.slice(8).join(' ')}`.padEnd(48)
    const gutter = Array.from(row, (b) => (b >= 0x20 && b < 0x7f ? String.fromCharCode(b) : '.')).join('')
    lines.push(`${offset.toString(16).padStart(8, '0')}  ${groups}  |${gutter}|`)
  }
  return lines.join('\n')
}
