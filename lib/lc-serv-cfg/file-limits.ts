import { lineEnd } from '#lib/lc-serv-cfg/parse.ts'

/** The largest file that is read, in bytes and in lines. */
export const MAX_FILE_BYTES = 5 * 1024 * 1024
export const MAX_FILE_LINES = 100_000

/** `lines` stops counting just above the limit; `ending` is null in a file without any. */
export type FileSummary = {
  bytes: number
  lines: number
  ending: 'LF' | 'CRLF' | 'CR' | 'mixed' | null
  endsWithNewline: boolean
}

/** Why a file as a whole cannot be imported. One that is too large is not even split into lines. */
export type FileFault = { isTooLarge: boolean; line: number | null; message: string }

/** Size, number of lines and line ending of a file. */
export function summariseFile(bytes: Uint8Array): FileSummary {
  const endings = new Set<'LF' | 'CRLF' | 'CR'>()
  let lines = 0
  let endsWithNewline = false
  for (let start = 0; start < bytes.length && lines <= MAX_FILE_LINES; lines++) {
    const end = lineEnd(bytes, start)
    const ending = endingBefore(bytes, start, end)
    endsWithNewline = ending !== null
    if (ending !== null) endings.add(ending)
    start = end
  }
  const [only = null] = endings
  return { bytes: bytes.length, lines, ending: endings.size > 1 ? 'mixed' : only, endsWithNewline }
}

function endingBefore(bytes: Uint8Array, start: number, end: number): 'LF' | 'CRLF' | 'CR' | null {
  if (bytes[end - 1] === 0x0d) return 'CR'
  if (bytes[end - 1] !== 0x0a) return null
  return end - 2 >= start && bytes[end - 2] === 0x0d ? 'CRLF' : 'LF'
}

/** The first reason that concerns the whole file, or null. */
export function fileFault(bytes: Uint8Array, summary: FileSummary): FileFault | null {
  if (bytes.length > MAX_FILE_BYTES) {
    return tooLarge(
      `The file has ${group(bytes.length)} bytes. At most ${group(MAX_FILE_BYTES)} (5 MB) are read.`,
    )
  }
  if (summary.lines > MAX_FILE_LINES) {
    return tooLarge(`The file has more than ${group(MAX_FILE_LINES)} lines, which is the limit.`)
  }
  if (startsAsUtf16(bytes)) return { isTooLarge: false, line: 1, message: UTF16_MESSAGE }
  const nul = bytes.indexOf(0)
  if (nul === -1) return null
  return { isTooLarge: false, line: lineOf(bytes, nul), message: binaryMessage(nul) }
}

const UTF16_MESSAGE = 'The file is in UTF-16. Save it as plain text (ANSI or UTF-8), then import it again.'

/** By its byte order mark, or by its first characters: Latin text has a NUL in every second byte. */
function startsAsUtf16(bytes: Uint8Array): boolean {
  const [first, second, third, fourth] = bytes
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) return true
  const isLittle = !!first && second === 0 && !!third && fourth === 0
  const isBig = first === 0 && !!second && third === 0 && !!fourth
  return isLittle || isBig
}

function tooLarge(message: string): FileFault {
  return { isTooLarge: true, line: null, message }
}

function binaryMessage(nul: number): string {
  return `The file is binary, not text: byte ${group(nul + 1)} is NUL. Choose the lc_serv.cfg of the chat server.`
}

function lineOf(bytes: Uint8Array, offset: number): number {
  let line = 1
  for (let end = lineEnd(bytes, 0); end <= offset && end < bytes.length; end = lineEnd(bytes, end)) line++
  return line
}

function group(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ',')
}
