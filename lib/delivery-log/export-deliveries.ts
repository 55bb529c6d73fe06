import { type ExportChunk, type ExportColumns, type ExportFormat, exportLog } from './export-log.ts'
import type { DeliveryFilters } from './filters.ts'
import { listDeliveries } from './list-deliveries.ts'
import type { ListedDelivery } from './types.ts'

/**
 * All deliveries that the filters leave, newest first, as the text of a file.
 * @param showUrl takes out of a URL what is not to be shown.
 * @throws what `listDeliveries` throws.
 */
export function exportDeliveries(
  filters: Omit<DeliveryFilters, 'before' | 'after' | 'limit' | 'order'>,
  format: ExportFormat,
  showUrl: (url: string) => string,
  now = Date.now(),
): AsyncGenerator<ExportChunk, void> {
  // "The last 24 h" mean the same on every page.
  const page = (cursor: { before?: string; limit: number }) => listDeliveries({ ...filters, ...cursor }, now)
  const columns: ExportColumns<ListedDelivery> = {
    id: (row) => row.id,
    eventId: (row) => row.eventId,
    receivedAt: (row) => row.receivedAt,
    licence: (row) => row.licence,
    event: (row) => row.eventType,
    agent: (row) => row.operatorId,
    client: (row) => row.clientId,
    url: (row) => showUrl(row.url),
    status: (row) => row.status,
    attempts: (row) => row.attempts,
    nextAttemptAt: (row) => row.nextAttemptAt,
    lastStatus: (row) => row.lastStatus,
    lastErrorKind: (row) => row.lastErrorKind,
    lastError: (row) => row.lastError,
    lastDurationMs: (row) => row.lastDurationMs,
  }
  return exportLog({ page, columns }, format)
}
