'use client'

import { Progress } from '@mantine/core'
import { createColumnHelper } from '@tanstack/react-table'
import Link from 'next/link'
import classes from '#components/log/log-table.module.css'
import { LogTable, type logFeatures } from '#components/log/log-table.tsx'
import { LocalTime } from '#components/ui/local-time.tsx'
import { showUrl } from '#components/ui/shown-url.ts'
import { StatusBadge } from '#components/ui/status-badge.tsx'
import type { ListedRun } from '#lib/bulk/list-runs.ts'
import own from './bulk.module.css'
import { count, RUN_STATUS_LABELS, RUN_STATUS_LIKE, sayFilters } from './say-run.ts'

export type RunRow = ListedRun & { receivedAt: string }

const WIDTHS = { time: 108, kind: 92, status: 120, progress: 180, queued: 96, by: 190 }

const helper = createColumnHelper<typeof logFeatures, RunRow>()

/** `urls`: those of the endpoints, by id. */
function columnsOf(urls: Readonly<Record<string, string>>) {
  return helper.columns([
    helper.accessor('createdAt', {
      id: 'time',
      header: 'Started',
      cell: ({ row }) => (
        <Link href={`/runs/${row.original.id}`} className={classes.open}>
          <LocalTime at={row.original.createdAt} />
        </Link>
      ),
    }),
    helper.accessor('kind', {
      header: 'Kind',
      cell: ({ getValue }) => (getValue() === 'resend' ? 'Resend' : 'Replay'),
    }),
    helper.display({
      id: 'what',
      header: 'What',
      cell: ({ row }) => <span title={sayWhat(row.original, urls)}>{sayWhat(row.original, urls)}</span>,
    }),
    helper.accessor('status', { header: 'Status', cell: ({ row }) => <RunBadge run={row.original} /> }),
    helper.display({ id: 'progress', header: 'Handled', cell: ({ row }) => <Handled run={row.original} /> }),
    helper.accessor('queued', { header: 'Queued', cell: ({ getValue }) => count(getValue()) }),
    helper.accessor('actor', { id: 'by', header: 'By' }),
  ])
}

export function sayWhat(run: ListedRun, urls: Readonly<Record<string, string>>): string {
  const urlOf = (id: string) => showUrl(urls[id] ?? 'a removed endpoint')
  const parts = sayFilters(run.filters, urlOf)
  if (run.kind === 'replay') parts.unshift(`missing at ${showUrl(run.endpoint?.url ?? 'a removed endpoint')}`)
  return parts.length > 0 ? parts.join(' · ') : 'all deliveries'
}

export function RunBadge({ run }: { run: ListedRun }) {
  return <StatusBadge status={RUN_STATUS_LIKE[run.status]}>{RUN_STATUS_LABELS[run.status]}</StatusBadge>
}

function Handled({ run }: { run: ListedRun }) {
  const share = run.total === 0 ? 100 : Math.min(100, (100 * run.handled) / run.total)
  return (
    <span className={classes.together} style={{ width: '100%' }}>
      <Progress value={share} size="sm" className={own.bar} aria-label="Handled" />
      {Math.floor(share)} %
    </span>
  )
}

/** The bulk runs, newest first. */
export function RunTable({ rows, urls }: { rows: RunRow[]; urls: Readonly<Record<string, string>> }) {
  return (
    <LogTable
      label="Bulk runs"
      rows={rows}
      columns={columnsOf(urls)}
      widths={WIDTHS}
      card={(row) => <RunCard row={row} what={sayWhat(row, urls)} />}
    />
  )
}

function RunCard({ row, what }: { row: RunRow; what: string }) {
  return (
    <>
      <div className={classes.line}>
        <Link href={`/runs/${row.id}`} className={classes.open}>
          <span className={classes.strong}>{row.kind === 'resend' ? 'Resend' : 'Replay'}</span>
        </Link>
        <LocalTime at={row.createdAt} withDay />
      </div>
      <div className={classes.line}>
        <span className={classes.cut}>{what}</span>
      </div>
      <div className={classes.line}>
        <RunBadge run={row} />
        <span>
          {count(row.queued)} of {count(row.total)}
        </span>
      </div>
    </>
  )
}
