import { type DeliveryFilters, MAX_PAGE_SIZE } from './filters.ts'
import { listDeliveries } from './list-deliveries.ts'
import type { ListedDelivery } from './types.ts'

/** The content types of the formats. */
export const EXPORT_FORMATS = {
  csv: 'text/csv; charset=utf-8',
  ndjson: 'application/x-ndjson; charset=utf-8',
} as const

export type ExportFormat = keyof typeof EXPORT_FORMATS

const COLUMNS = [
  'id',
  'eventId',
  'receivedAt',
  'licence',
  'event',
  'agent',
  'client',
  'url',
  'status',
  'attempts',
  'nextAttemptAt',
  'lastStatus',
  'lastErrorKind',
  'lastError',
  'lastDurationMs',
] as const

type Exported = Record<(typeof COLUMNS)[number], string | number | null>

/**
 * All deliveries that the filters leave, newest first, as the text of a file, a page at a time. What is made while it
 * runs is newer than its first page, and no part of it.
 * @param showUrl takes out of a URL what is not to be shown.
 * @throws what `listDeliveries` throws.
 */
export async function* exportDeliveries(
  filters: Omit<DeliveryFilters, 'before' | 'after' | 'limit'>,
  format: ExportFormat,
  showUrl: (url: string) => string,
  now = Date.now(),
): AsyncGenerator<string, void> {
  const write = format === 'csv' ? csvLine : jsonLine
  if (format === 'csv') yield `${COLUMNS.join(',')}\r\n`
  let before: string | undefined
  for (;;) {
    // "The last 24 h" mean the same on every page.
    const page = await listDeliveries({ ...filters, limit: MAX_PAGE_SIZE, ...(before && { before }) }, now)
    if (page.rows.length > 0) yield page.rows.map((row) => write(exported(row, showUrl))).join('')
    if (page.older === null) return
    before = page.older
  }
}

function exported(row: ListedDelivery, showUrl: (url: string) => string): Exported {
  return {
    id: row.id,
    eventId: row.eventId,
    receivedAt: row.receivedAt,
    licence: row.licence,
    event: row.eventType,
    agent: row.operatorId,
    client: row.clientId,
    url: showUrl(row.url),
    status: row.status,
    attempts: row.attempts,
    nextAttemptAt: row.nextAttemptAt,
    lastStatus: row.lastStatus,
    lastErrorKind: row.lastErrorKind,
    lastError: row.lastError,
    lastDurationMs: row.lastDurationMs,
  }
}

const jsonLine = (row: Exported) => `${JSON.stringify(row)}\n`

const csvLine = (row: Exported) => `${COLUMNS.map((column) => csvCell(row[column])).join(',')}\r\n`

/** RFC 4180. A spreadsheet takes what begins like a formula for one: such a text gets an apostrophe before it. */
export function csvCell(value: string | number | null): string {
  if (value === null) return ''
  if (typeof value === 'number') return String(value)
  const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
