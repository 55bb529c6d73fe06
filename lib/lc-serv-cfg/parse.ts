/** Reads lc_serv.cfg, `NAME value` a line, without losing a byte. */

/**
 * One line. `raw` has its own ending; `text` is raw as latin1 without the ending. Offsets count bytes in `raw`.
 * `eventType` (upper case, without EVENT_) is there on a mapping only; its URL is `raw[urlStart, urlEnd)`, perhaps empty.
 */
export type ConfigLine = {
  readonly number: number
  readonly raw: Uint8Array
  readonly text: string
  readonly ending: '' | '\n' | '\r\n' | '\r'
} & ({ readonly kind: 'comment' | 'blank' } | OtherPart | MappingPart)

type OtherPart = {
  readonly kind: 'other'
  readonly name: string
  readonly value: string
  /** The value is `raw[valueStart, valueStart + value.length)`. */
  readonly valueStart: number
  /** It starts with EVENT_ and yet is no mapping, as in `EVENT_X=http://…`. */
  readonly isAlmostMapping: boolean
}

type MappingPart = {
  readonly kind: 'mapping'
  /** As spelled in the file. */
  readonly name: string
  readonly eventType: string
  readonly url: string
  readonly urlStart: number
  readonly urlEnd: number
}

export type MappingLine = Extract<ConfigLine, { kind: 'mapping' }>
export type OtherLine = Extract<ConfigLine, { kind: 'other' }>

/** A file: its byte order mark (empty when there is none) and its lines. */
export type ConfigFile = { readonly bom: Uint8Array; readonly lines: readonly ConfigLine[] }

const LF = 0x0a
const CR = 0x0d
const DIRECTIVE = /^EVENT_([A-Z0-9_.-]+)$/

/** Whether the file can name this event type: upper-case ASCII letters, digits and `_ . -`. */
export function isDirectiveName(eventType: string): boolean {
  return DIRECTIVE.test(`EVENT_${eventType}`)
}

/** Splits a file into lines. Any bytes will do: what is not understood is a line of kind `other`. */
export function parseConfig(bytes: Uint8Array): ConfigFile {
  const hasBom = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf
  const bom = bytes.subarray(0, hasBom ? 3 : 0)
  const lines: ConfigLine[] = []
  let start = bom.length
  while (start < bytes.length) {
    const end = lineEnd(bytes, start)
    lines.push(parseLine(bytes.subarray(start, end), lines.length + 1))
    start = end
  }
  return { bom, lines }
}

/** The offset after the line that begins at start, its LF, CRLF or CR included. */
export function lineEnd(bytes: Uint8Array, start: number): number {
  for (let i = start; i < bytes.length; i++) {
    if (bytes[i] === LF) return i + 1
    if (bytes[i] === CR) return bytes[i + 1] === LF ? i + 2 : i + 1
  }
  return bytes.length
}

function parseLine(raw: Uint8Array, number: number): ConfigLine {
  const whole = latin1(raw)
  const ending = whole.endsWith('\r\n')
    ? '\r\n'
    : whole.endsWith('\n')
      ? '\n'
      : whole.endsWith('\r')
        ? '\r'
        : ''
  const text = whole.slice(0, whole.length - ending.length)
  const line = { number, raw, text, ending } as const
  const nameStart = text.length - text.replace(/^[ \t]+/, '').length
  if (nameStart === text.length) return { ...line, kind: 'blank' }
  if (text[nameStart] === '#' || text[nameStart] === ';') return { ...line, kind: 'comment' }

  const name = /^[^ \t]+/.exec(text.slice(nameStart))?.[0] ?? ''
  const rest = text.slice(nameStart + name.length)
  const urlStart = nameStart + name.length + (rest.length - rest.replace(/^[ \t]+/, '').length)
  const value = trimEnd(text.slice(urlStart))
  const eventType = DIRECTIVE.exec(upperAscii(name))?.[1]
  if (eventType === undefined) {
    const isAlmostMapping = /^EVENT_/i.test(name)
    return { ...line, kind: 'other', name, value, valueStart: urlStart, isAlmostMapping }
  }
  return { ...line, kind: 'mapping', name, eventType, url: value, urlStart, urlEnd: urlStart + value.length }
}

/** The lines that name RPC_SERVER_IP, in any case. The first with a value counts. */
export function rpcServerLines(file: ConfigFile): OtherLine[] {
  return file.lines.filter(
    (line): line is OtherLine => line.kind === 'other' && upperAscii(line.name) === 'RPC_SERVER_IP',
  )
}

function trimEnd(text: string): string {
  let end = text.length
  while (end > 0 && (text[end - 1] === ' ' || text[end - 1] === '\t')) end--
  return text.slice(0, end)
}

function upperAscii(text: string): string {
  return text.replace(/[a-z]+/g, (run) => run.toUpperCase())
}

/** Bytes as text, one character a byte: nothing is lost, and offsets are the same. */
export function latin1(bytes: Uint8Array): string {
  let text = ''
  for (let i = 0; i < bytes.length; i += 8192) text += String.fromCharCode(...bytes.subarray(i, i + 8192))
  return text
}

/** The bytes of latin1 text; a character above U+00FF throws RangeError, since it cannot be written. */
export function latin1Bytes(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => {
    const code = character.codePointAt(0) ?? 0
    if (code > 0xff) throw new RangeError('Text above U+00FF cannot be written to lc_serv.cfg.')
    return code
  })
}
