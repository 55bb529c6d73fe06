'use client'

import { createColumnHelper, tableFeatures, useTable } from '@tanstack/react-table'
import Link from 'next/link'
import { Fragment } from 'react'
import classes from '#components/log/log-table.module.css'
import { AttemptPips } from '#components/ui/attempt-pips.tsx'
import { Countdown } from '#components/ui/countdown.tsx'
import { sayDuration } from '#components/ui/duration.ts'
import { EndpointUrl } from '#components/ui/endpoint-url.tsx'
import { dayOf, LocalTime, useZone } from '#components/ui/local-time.tsx'
import { StatusBadge } from '#components/ui/status-badge.tsx'
import type { ListedDelivery } from '#lib/delivery-log/types.ts'
import { sayAbout } from './about.ts'
import { sayLastAnswer } from './last-answer.ts'

const features = tableFeatures({})
const helper = createColumnHelper<typeof features, ListedDelivery>()

/** Widths in px; the column without one takes the rest. */
const WIDTHS: Record<string, number | undefined> = {
  time: 108,
  licence: 76,
  eventType: 194,
  endpoint: 224,
  status: 132,
  attempts: 80,
  lastAnswer: 136,
  took: 72,
}

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
  helper.display({ id: 'about', header: 'About', cell: ({ row }) => <About row={row.original} /> }),
  helper.accessor('url', {
    id: 'endpoint',
    header: 'Endpoint',
    cell: ({ getValue }) => <EndpointUrl url={getValue()} />,
  }),
  helper.accessor('status', { header: 'Status', cell: ({ row }) => <Status row={row.original} /> }),
  helper.accessor('attempts', {
    header: 'Attempts',
    cell: ({ row }) => <AttemptPips count={row.original.attempts} status={row.original.status} />,
  }),
  helper.display({ id: 'lastAnswer', header: 'Last answer', cell: ({ row }) => sayLastAnswer(row.original) }),
  helper.accessor('lastDurationMs', {
    id: 'took',
    header: 'Took',
    cell: ({ getValue }) => {
      const ms = getValue()
      return ms === null ? '–' : sayDuration(ms)
    },
  }),
])

function About({ row }: { row: ListedDelivery }) {
  const { agent, client } = sayAbout(row)
  return (
    <span className={classes.about}>
      <span className={classes.cut}>{agent}</span>
      <span className={classes.dimmed} title={row.clientId ?? undefined}>
        {client}
      </span>
    </span>
  )
}

function Status({ row }: { row: ListedDelivery }) {
  if (row.status !== 'pending' || !row.nextAttemptAt || row.attempts === 0)
    return <StatusBadge status={row.status} />
  return (
    <StatusBadge status="pending">
      <Countdown to={row.nextAttemptAt} before="Next in " due="Due now" />
    </StatusBadge>
  )
}

/** The deliveries of a page as a table, or as cards where there is no room for one. */
export function DeliveryTable({ rows }: { rows: ListedDelivery[] }) {
  const zone = useZone()
  const table = useTable({ features, columns, data: rows, getRowId: (row) => row.id })
  return (
    <div className={classes.room}>
      <table className={classes.table}>
        <colgroup>
          {table.getFlatHeaders().map((header) => (
            <col key={header.id} data-column={header.column.id} style={{ width: WIDTHS[header.column.id] }} />
          ))}
        </colgroup>
        <thead>
          {table.getHeaderGroups().map((group) => (
            <tr key={group.id}>
              {group.headers.map((header) => (
                <th key={header.id} scope="col" data-column={header.column.id}>
                  <table.FlexRender header={header} />
                </th>
              ))}
            </tr>
          ))}
        </thead>
        <tbody>
          {table.getRowModel().rows.map((row, index, all) => {
            const day = dayOf(row.original.receivedAt, zone)
            const before = all[index - 1]
            return (
              <Fragment key={row.id}>
                {before && dayOf(before.original.receivedAt, zone) !== day && (
                  <tr className={classes.day}>
                    <td colSpan={columns.length}>{day}</td>
                  </tr>
                )}
                <tr className={classes.row}>
                  {row.getAllCells().map((cell) => (
                    <td key={cell.id} data-column={cell.column.id}>
                      <table.FlexRender cell={cell} />
                    </td>
                  ))}
                </tr>
              </Fragment>
            )
          })}
        </tbody>
      </table>
      <ul className={classes.cards}>
        {rows.map((row) => (
          <DeliveryCard key={row.id} row={row} />
        ))}
      </ul>
    </div>
  )
}

function DeliveryCard({ row }: { row: ListedDelivery }) {
  return (
    <li className={classes.card}>
      <div className={classes.line}>
        <Link href={`/deliveries/${row.id}`} className={classes.open}>
          <code className={classes.strong}>{row.eventType}</code>
        </Link>
        <LocalTime at={row.receivedAt} withDay />
      </div>
      <div className={classes.line}>
        <span className={classes.cut}>
          {row.licence} · {sayAbout(row).agent}
        </span>
        <EndpointUrl url={row.url} />
      </div>
      <div className={classes.line}>
        <span>
          <Status row={row} /> {sayLastAnswer(row)}
        </span>
        <AttemptPips count={row.attempts} status={row.status} />
      </div>
    </li>
  )
}
