'use client'

import { VisuallyHidden } from '@mantine/core'
import { IconCornerUpRight } from '@tabler/icons-react'
import { createColumnHelper } from '@tanstack/react-table'
import Link from 'next/link'
import classes from '#components/log/log-table.module.css'
import { LogTable, type logFeatures } from '#components/log/log-table.tsx'
import { AttemptPips } from '#components/ui/attempt-pips.tsx'
import { Countdown } from '#components/ui/countdown.tsx'
import { sayDuration } from '#components/ui/duration.ts'
import { EndpointUrl } from '#components/ui/endpoint-url.tsx'
import { LocalTime } from '#components/ui/local-time.tsx'
import { StatusBadge } from '#components/ui/status-badge.tsx'
import type { ListedDelivery } from '#lib/delivery-log/types.ts'
import { sayAbout } from './about.ts'
import { sayLastAnswer } from './last-answer.ts'

const helper = createColumnHelper<typeof logFeatures, ListedDelivery>()

const WIDTHS = {
  time: 104,
  licence: 64,
  eventType: 164,
  status: 148,
  attempts: 76,
  lastAnswer: 100,
  took: 76,
}

/** Without a box to choose it with, a row begins with the time, which is further from the edge. */
const WIDTHS_WITHOUT_BOX = { ...WIDTHS, time: 112 }

/** All but the time, which holds the link of a row. */
export const OPTIONAL_COLUMNS = [
  { id: 'licence', label: 'Licence' },
  { id: 'eventType', label: 'Event type' },
  { id: 'about', label: 'About' },
  { id: 'endpoint', label: 'Endpoint' },
  { id: 'status', label: 'Status' },
  { id: 'attempts', label: 'Attempts' },
  { id: 'lastAnswer', label: 'Last answer' },
  { id: 'took', label: 'Took' },
]

// A row opens beside the log. Its page is not fetched before somebody wants it: each load would ask the server for fifty.
const columns = helper.columns([
  helper.accessor('receivedAt', {
    id: 'time',
    header: 'Time',
    cell: ({ row }) => (
      <Link href={`/deliveries/${row.original.id}`} prefetch={false} className={classes.open}>
        <LocalTime at={row.original.receivedAt} withMs />
      </Link>
    ),
  }),
  helper.accessor('licence', { header: 'Licence' }),
  helper.accessor('eventType', {
    header: 'Event type',
    cell: ({ row }) => (
      <>
        <code>{row.original.eventType}</code>
        <Marks row={row.original} />
      </>
    ),
  }),
  helper.display({ id: 'about', header: 'About', cell: ({ row }) => <About row={row.original} /> }),
  helper.accessor('url', {
    id: 'endpoint',
    header: 'Endpoint',
    cell: ({ row }) => <Where row={row.original} />,
  }),
  helper.accessor('status', { header: 'Status', cell: ({ row }) => <Status row={row.original} /> }),
  helper.accessor('attempts', {
    header: 'Attempts',
    cell: ({ row }) => <AttemptPips delivery={row.original} />,
  }),
  helper.display({
    id: 'lastAnswer',
    header: 'Last answer',
    cell: ({ row, table }) => (
      <>
        {sayLastAnswer(row.original)}
        {/* Where its column has no room, unless nobody wants to see it. */}
        {row.original.lastDurationMs !== null && table.getColumn('took')?.getIsVisible() && (
          <span className={classes.beside}>{sayDuration(row.original.lastDurationMs)}</span>
        )}
      </>
    ),
  }),
  helper.accessor('lastDurationMs', {
    id: 'took',
    header: 'Took',
    cell: ({ getValue }) => {
      const ms = getValue()
      return ms === null ? '–' : sayDuration(ms)
    },
  }),
])

/** What else there is to know of where a delivery comes from. */
function Marks({ row: { isTest, originalId } }: { row: ListedDelivery }) {
  const marks = [isTest && 'test', originalId !== null && 'changed'].filter(Boolean)
  return marks.length > 0 && <span className={classes.dimmed}> {marks.join(', ')}</span>
}

function Where({ row: { url, isElsewhere } }: { row: ListedDelivery }) {
  if (!isElsewhere) return <EndpointUrl url={url} />
  return (
    <span className={classes.elsewhere} title="A person sent it here in place of its endpoint’s URL">
      <IconCornerUpRight size={14} aria-hidden />
      <VisuallyHidden>elsewhere: </VisuallyHidden>
      <EndpointUrl url={url} />
    </span>
  )
}

function About({ row }: { row: ListedDelivery }) {
  const { agent, client } = sayAbout(row)
  return (
    <span className={classes.about}>
      <span className={classes.cut} title={agent}>
        {agent}
      </span>
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

/** The deliveries of a page. */
export function DeliveryTable({
  rows,
  ...more
}: { rows: ListedDelivery[] } & Pick<
  Parameters<typeof LogTable<ListedDelivery>>[0],
  'selection' | 'layout' | 'order' | 'openId' | 'onOpen' | 'fresh'
>) {
  return (
    <LogTable
      {...more}
      label="Deliveries"
      rows={rows}
      columns={columns}
      widths={more.selection ? WIDTHS : WIDTHS_WITHOUT_BOX}
      card={(row) => <DeliveryCard row={row} />}
    />
  )
}

function DeliveryCard({ row }: { row: ListedDelivery }) {
  return (
    <>
      <div className={classes.line}>
        <Link href={`/deliveries/${row.id}`} prefetch={false} className={classes.open}>
          <code className={classes.strong}>{row.eventType}</code>
          <Marks row={row} />
        </Link>
        <LocalTime at={row.receivedAt} withDay />
      </div>
      <div className={classes.line}>
        <span className={classes.cut}>
          {row.licence} · {sayAbout(row).agent}
        </span>
        <span className={classes.half}>
          <Where row={row} />
        </span>
      </div>
      <div className={classes.line}>
        <span className={classes.together}>
          <Status row={row} /> {sayLastAnswer(row)}
        </span>
        <AttemptPips delivery={row} />
      </div>
    </>
  )
}
