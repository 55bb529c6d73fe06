const METHOD_AND_REST = /^([!#$%&'*+.^_`|~0-9A-Za-z-]{1,32}) (.*)$/s
const VERSION = /^ HTTP\/1\.\d$/i
const VERSION_LENGTH = ' HTTP/1.1'.length
const HEADER_NAME = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/
const LF = 0x0a
const CR = 0x0d

/** The start of a request as it came in, in one growing piece: a byte a packet costs no more than its byte. */
export type HeadBytes = { push: (chunk: Uint8Array) => void; clear: () => void; view: () => Buffer }

export function headBytes(): HeadBytes {
  let bytes = Buffer.alloc(0)
  let size = 0
  return {
    push(chunk) {
      if (size + chunk.length > bytes.length) {
        // Doubled while it is small: thousands of heads that never end must not cost twice their bytes.
        const needed = size + chunk.length
        const grown = Buffer.allocUnsafe(needed > 65_536 ? needed + 16_384 : Math.max(1024, 2 * needed))
        bytes.copy(grown, 0, 0, size)
        bytes = grown
      }
      bytes.set(chunk, size)
      size += chunk.length
    },
    clear() {
      bytes = Buffer.alloc(0)
      size = 0
    },
    view: () => bytes.subarray(0, size),
  }
}

/** Where the blank line after the headers ends, looked for from `from`; -1 when it is not there yet. */
export function headEnd(bytes: Uint8Array, from = 0): number {
  for (let at = bytes.indexOf(LF, from); at !== -1; at = bytes.indexOf(LF, at + 1)) {
    if (bytes[at - 1] === LF || (bytes[at - 1] === CR && bytes[at - 2] === LF)) return at + 1
  }
  return -1
}

/** All text is latin1, one character a byte. */
export type RawHead = {
  method: string
  target: string
  headers: [string, string][]
  /** What the headers say of the body; 0 when they name none. */
  contentLength: number
  expectsContinue: boolean
  /** Why the rest of the request cannot be read; null when it can. */
  problem: string | null
}

/**
 * Reads a request line and headers that Node's parser refuses: the target is all that stands before the last
 * ` HTTP/1.x` of the line, whatever bytes those are; of a line without that, or that broke off, all that is there. Pure,
 * in linear time.
 * @param bytes from the first byte of the request to the end of its head, or to where it broke off.
 * @returns null when no method begins it.
 */
export function readHead(bytes: Uint8Array): RawHead | null {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1')
  const [requestLine = '', ...lines] = text.split(/\r?\n/)
  const [, method, rest] = METHOD_AND_REST.exec(requestLine) ?? []
  if (method === undefined || rest === undefined) return null
  const trimmed = rest.slice(0, trimmedLength(rest))
  const isWhole = VERSION.test(trimmed.slice(-VERSION_LENGTH))
  const target = isWhole ? trimmed.slice(0, -VERSION_LENGTH) : rest
  const headers: [string, string][] = []
  for (const line of lines) {
    if (line === '') break
    const header = readHeader(line)
    if (!header) return head(method, target, headers, 'The call has a header line that cannot be read')
    headers.push(header)
  }
  return head(method, target, headers, isWhole ? null : 'The call has a request line that cannot be read')
}

const isBlank = (character: string | undefined) => character === ' ' || character === '\t'

// By index: a pattern for blanks at the end takes quadratic time over blanks in the middle.
function trimmedLength(text: string): number {
  let end = text.length
  while (isBlank(text[end - 1])) end -= 1
  return end
}

function readHeader(line: string): [string, string] | null {
  const colon = line.indexOf(':')
  const name = line.slice(0, Math.max(colon, 0))
  if (!HEADER_NAME.test(name)) return null
  let start = colon + 1
  while (isBlank(line[start])) start += 1
  return [name, line.slice(start, Math.max(start, trimmedLength(line)))]
}

function head(method: string, target: string, headers: [string, string][], wrong: string | null): RawHead {
  const values = (name: string) =>
    headers.filter(([one]) => one.toLowerCase() === name).map(([, value]) => value)
  const lengths = new Set(values('content-length'))
  const [length = '0'] = lengths
  const isPlain = lengths.size <= 1 && /^\d{1,15}$/.test(length)
  const isEncoded = values('transfer-encoding').length > 0
  const problem = isEncoded
    ? 'The call has a body in chunks, which cannot be read behind what is odd in its head'
    : 'The call has a content-length that cannot be read'
  return {
    method,
    target,
    headers,
    contentLength: isPlain && !isEncoded ? Number(length) : 0,
    expectsContinue: values('expect').some((value) => value.toLowerCase() === '100-continue'),
    problem: wrong ?? (isPlain && !isEncoded ? null : problem),
  }
}
