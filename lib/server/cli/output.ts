import { stripVTControlCharacters } from 'node:util'

/** What a person must know to go on; printed on one line of standard error, exit code 1. */
export class CommandError extends Error {}

function print(text: string): void {
  process.stdout.write(text.endsWith('\n') ? text : `${text}\n`)
}

/** Control characters could write anywhere on a terminal. */
const safe = (text: string) => stripVTControlCharacters(text).replace(/[\p{Cc}\p{Cf}]/gu, '�')

/** Prints a value for programs, or a sentence for people. */
export function printResult(json: boolean | undefined, value: unknown, text: string): void {
  print(json ? JSON.stringify(value, null, 2) : text)
}

/** Prints rows for programs, or as aligned columns for people. */
export function printRows<Row extends object>(
  json: boolean | undefined,
  rows: Row[],
  columns: Record<string, (row: Row) => string | number | null>,
  none: string,
): void {
  print(json ? JSON.stringify(rows, null, 2) : rows.length === 0 ? none : align(rows, columns))
}

function align<Row extends object>(
  rows: Row[],
  columns: Record<string, (row: Row) => string | number | null>,
): string {
  const table = [
    Object.keys(columns),
    ...rows.map((row) => Object.values(columns).map((cell) => safe(String(cell(row) ?? '–')))),
  ]
  const widths = Object.keys(columns).map((_, at) =>
    Math.max(...table.map((cells) => cells[at]?.length ?? 0)),
  )
  return table
    .map((cells) =>
      cells
        .map((cell, at) => cell.padEnd(widths[at] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}
