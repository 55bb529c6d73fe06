import type { z } from 'zod'
import type { allDeliveries } from '#lib/delivery-log/filters.ts'
import { readLog } from '#lib/delivery-log/read-log.ts'
import type { RunStatus } from './run-state.ts'
import type { BulkScope } from './scope.ts'

export type RunFilters = z.output<typeof allDeliveries> & { ids?: string[]; nowhere?: true }

/** A bulk run as lists show it: plain JSON, times as ISO strings in UTC. */
export type ListedRun = {
  id: string
  kind: BulkScope['kind']
  filters: RunFilters
  /** Of a replay: what the events are brought to. `url` null: it was removed. */
  endpoint: { id: string; url: string | null } | null
  status: RunStatus
  actor: string
  perSecond: number
  /** What the plan counted; and how many were looked at, and queued. */
  total: number
  handled: number
  queued: number
  /** Why it failed or does not go on, or who cancelled it. */
  note: string | null
  createdAt: string
  endedAt: string | null
}

export type ListedRunRow = Omit<ListedRun, 'createdAt' | 'endedAt' | 'endpoint'> & {
  createdAt: Date
  endedAt: Date | null
  endpointId: string | null
  url: string | null
}

/** Columns of a listed run, of `run` and its `endpoint`. */
export const LISTED_RUN = `
run.id, run.kind, run.filters, run.endpoint_id AS "endpointId", endpoint.url, run.status, run.actor,
run.per_second AS "perSecond", run.total, run.handled, run.queued, run.note, run.created_at AS "createdAt",
run.ended_at AS "endedAt"`

export function listedRun({ endpointId, url, createdAt, endedAt, ...run }: ListedRunRow): ListedRun {
  return {
    ...run,
    endpoint: endpointId === null ? null : { id: endpointId, url },
    createdAt: createdAt.toISOString(),
    endedAt: endedAt?.toISOString() ?? null,
  }
}

/** As many as the list shows; older ones have their address. */
export const MOST_RUNS = 100

// Runs are few: they are read and sorted.
const LIST = `
SELECT ${LISTED_RUN} FROM (SELECT * FROM bulk_run ORDER BY created_at DESC LIMIT ${MOST_RUNS}) run
LEFT JOIN endpoint ON endpoint.id = run.endpoint_id ORDER BY run.created_at DESC, run.id`

/** The newest bulk runs. */
export async function listRuns(): Promise<ListedRun[]> {
  return readLog(async (read) => (await read<ListedRunRow>(LIST, [])).map(listedRun))
}
