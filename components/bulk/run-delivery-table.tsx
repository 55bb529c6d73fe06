'use client'

import { createColumnHelper } from '@tanstack/react-table'
import Link from 'next/link'
import { sayLastAnswer } from '#components/deliveries/last-answer.ts'
import classes from '#components/log/log-table.module.css'
import { LogTable, type logFeatures } from '#components/log/log-table.tsx'
import { EndpointUrl } from '#components/ui/endpoint-url.tsx'
import { LocalTime } from '#components/ui/local-time.tsx'
import { StatusBadge } from '#components/ui/status-badge.tsx'
import type { RunDeliveries } from '#lib/bulk/get-run.ts'
import { RUN_OUTCOMES } from './say-run.ts'

type Row = RunDeliveries['rows'][number]

const WIDTHS = { time: 108, licence: 76, eventType: 202, status: 120, lastAnswer: 128, outcome: 240 }

const helper = createColumnHelper<typeof logFeatures, Row>()

const columns = helper.columns([
  helper.accessor('receivedAt', {
    id: 'time',
    header: 'Time',
    cell: ({ row }) => (
      <Link href={`/deliveries/${row.original.id}`} className={classes.open}>
        <LocalTime at={row.original.receivedAt} withMs />
      </Link>
    ),
  }),
  helper.accessor('licence', { header: 'Licence' }),
  helper.accessor('eventType', { header: 'Event type', cell: ({ getValue }) => <code>{getValue()}</code> }),
  helper.accessor('url', {
    id: 'endpoint',
    header: 'Endpoint',
    cell: ({ getValue }) => <EndpointUrl url={getValue()} />,
  }),
  helper.accessor('outcome', { header: 'In this run', cell: ({ getValue }) => RUN_OUTCOMES[getValue()] }),
  helper.accessor('status', { header: 'Now', cell: ({ getValue }) => <StatusBadge status={getValue()} /> }),
  helper.display({ id: 'lastAnswer', header: 'Last answer', cell: ({ row }) => sayLastAnswer(row.original) }),
])

/** What a bulk run did with each of its deliveries, newest first. */
export function RunDeliveryTable({ rows }: { rows: Row[] }) {
  return (
    <LogTable
      label="Deliveries of this run"
      rows={rows}
      columns={columns}
      widths={WIDTHS}
      card={(row) => <Card row={row} />}
    />
  )
}

function Card({ row }: { row: Row }) {
  return (
    <>
      <div className={classes.line}>
        <Link href={`/deliveries/${row.id}`} className={classes.open}>
          <code className={classes.strong}>{row.eventType}</code>
        </Link>
        <LocalTime at={row.receivedAt} withDay />
      </div>
      <div className={classes.line}>
        <span className={classes.together}>
          {row.licence} <span className={classes.dimmed}>→</span> <EndpointUrl url={row.url} />
        </span>
      </div>
      <span className={classes.together}>
        <StatusBadge status={row.status} /> {sayLastAnswer(row)}
      </span>
      {row.outcome !== 'queued' && <div className={classes.dimmed}>{RUN_OUTCOMES[row.outcome]}</div>}
    </>
  )
}
