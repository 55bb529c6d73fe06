import { type ExportChunk, type ExportColumns, type ExportFormat, exportLog } from './export-log.ts'
import type { CallFilters } from './filters.ts'
import { listCalls } from './list-calls.ts'
import type { ListedCall } from './types.ts'

const COLUMNS: ExportColumns<ListedCall> = {
  id: (row) => row.id,
  receivedAt: (row) => row.receivedAt,
  outcome: (row) => row.outcome,
  reason: (row) => row.reason,
  chatServer: (row) => row.chatServer?.name ?? null,
  from: (row) => row.remoteAddress,
  licence: (row) => row.licence,
  event: (row) => row.eventType,
  agent: (row) => row.operatorId,
  client: (row) => row.clientId,
  endpoints: (row) => row.mapped,
  deliversNothing: (row) => (row.muted ? 'true' : 'false'),
  odd: (row) => row.odd.map(({ kind, name }) => `${kind} ${name}`).join('; ') || null,
}

/**
 * All events and rejected calls that the filters leave, newest first, as the text of a file.
 * @throws what `listCalls` throws.
 */
export function exportCalls(
  filters: Omit<CallFilters, 'before' | 'after' | 'limit' | 'order'>,
  format: ExportFormat,
  now = Date.now(),
): AsyncGenerator<ExportChunk, void> {
  // "The last 24 h" mean the same on every page.
  const page = (cursor: { before?: string; limit: number }) => listCalls({ ...filters, ...cursor }, now)
  return exportLog({ page, columns: COLUMNS }, format)
}
