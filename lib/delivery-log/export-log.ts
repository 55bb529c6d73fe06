import { MAX_PAGE_SIZE } from './filters.ts'
import type { LogPage } from './types.ts'

/** The content types of the formats. */
export const EXPORT_FORMATS = {
  csv: 'text/csv; charset=utf-8',
  ndjson: 'application/x-ndjson; charset=utf-8',
} as const

export type ExportFormat = keyof typeof EXPORT_FORMATS

type Cell = string | number | null

/** The names of the columns of a file, and what a row has there. */
export type ExportColumns<Row> = Readonly<Record<string, (row: Row) => Cell>>

/** A piece of the file, and how many rows are in it. */
export type ExportChunk = { text: string; rows: number }

/**
 * All rows of a list, newest first, as the text of a file, a page at a time. What comes in while it runs is newer than
 * its first page, and no part of it.
 * @throws what reading a page throws.
 */
export async function* exportLog<Row>(
  log: {
    page: (cursor: { before?: string; limit: number }) => Promise<LogPage<Row>>
    columns: ExportColumns<Row>
  },
  format: ExportFormat,
): AsyncGenerator<ExportChunk, void> {
  const columns = Object.entries(log.columns)
  const write = {
    csv: (row: Row) => `${columns.map(([, of]) => csvCell(of(row))).join(',')}\r\n`,
    ndjson: (row: Row) =>
      `${JSON.stringify(Object.fromEntries(columns.map(([name, of]) => [name, of(row)])))}\n`,
  }[format]
  // Nothing is written before the first page is there: until then it can still be said that it could not be read.
  let head = format === 'csv' ? `${columns.map(([name]) => name).join(',')}\r\n` : ''
  let before: string | undefined
  for (;;) {
    const page = await log.page({ limit: MAX_PAGE_SIZE, ...(before && { before }) })
    const text = head + page.rows.map(write).join('')
    head = ''
    if (text !== '') yield { text, rows: page.rows.length }
    if (page.older === null) return
    before = page.older
  }
}

// Also behind blanks, and in full width: spreadsheets read these alike.
const FORMULA = /^\s*[=+\-@\t\r＝＋－＠]/
// Where a comma is for decimals, spreadsheets cut at semicolons.
const QUOTED = /[",;\t\r\n]/

/** RFC 4180. A spreadsheet takes what begins like a formula for one: such a text gets an apostrophe before it. */
function csvCell(value: Cell): string {
  if (value === null) return ''
  if (typeof value === 'number') return String(value)
  const text = FORMULA.test(value) ? `'${value}` : value
  return QUOTED.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
