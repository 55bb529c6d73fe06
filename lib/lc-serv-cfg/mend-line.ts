import { parseConfig } from '#lib/lc-serv-cfg/parse.ts'
import { concat } from '#lib/lc-serv-cfg/print.ts'

/** The text of a line (from 1) as a person edits it; '' when the file has no such line. Client-safe. */
export function lineText(file: Uint8Array, number: number): string {
  const line = parseConfig(file).lines[number - 1]
  return line ? new TextDecoder().decode(line.raw.subarray(0, line.raw.length - line.ending.length)) : ''
}

/** The file with another text on one line, written as UTF-8. Its ending and all other lines stay, to the byte. */
export function mendLine(file: Uint8Array, number: number, text: string): Uint8Array {
  const { bom, lines } = parseConfig(file)
  const mended = new TextEncoder().encode(text.replace(/[\r\n]/g, ''))
  const parts = lines.map((line) =>
    line.number === number
      ? concat([mended, line.raw.subarray(line.raw.length - line.ending.length)])
      : line.raw,
  )
  return concat([bom, ...parts])
}
