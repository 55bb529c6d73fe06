'use client'

import { createColumnHelper } from '@tanstack/react-table'
import Link from 'next/link'
import { sayAbout } from '#components/deliveries/about.ts'
import classes from '#components/log/log-table.module.css'
import { LogTable, type logFeatures } from '#components/log/log-table.tsx'
import { LocalTime } from '#components/ui/local-time.tsx'
import { TEST_EVENT } from '#lib/delivery-log/test-event.ts'
import type { ListedCall } from '#lib/delivery-log/types.ts'
import { showText } from '#lib/livechat/show-bytes.ts'
import { CallFate } from './call-fate.tsx'
import own from './calls.module.css'
import { MapIt } from './map-it.tsx'
import { OddMark } from './odd-mark.tsx'

const helper = createColumnHelper<typeof logFeatures, ListedCall>()

const WIDTHS = { time: 108, licence: 76, eventType: 206, chatServer: 118 }

/** All but the time, which holds the link of a row. */
export const OPTIONAL_COLUMNS = [
  { id: 'licence', label: 'Licence' },
  { id: 'eventType', label: 'Event type' },
  { id: 'about', label: 'About' },
  { id: 'fate', label: 'What came of it' },
  { id: 'chatServer', label: 'Chat server' },
]

const columns = helper.columns([
  helper.accessor('receivedAt', {
    id: 'time',
    header: 'Time',
    cell: ({ row }) => (
      <Link href={`/events/${row.original.id}`} className={classes.open}>
        <LocalTime at={row.original.receivedAt} withMs />
      </Link>
    ),
  }),
  helper.accessor('licence', { header: 'Licence', cell: ({ getValue }) => shown(getValue()) }),
  helper.accessor('eventType', {
    header: 'Event type',
    cell: ({ getValue }) => <code>{shown(getValue())}</code>,
  }),
  helper.display({
    id: 'about',
    header: 'About',
    cell: ({ row }) => {
      if (row.original.outcome === 'rejected') return <CalledFrom call={row.original} />
      const { agent, client } = sayAbout(row.original)
      return (
        <span className={classes.about}>
          <span className={classes.cut} title={agent}>
            {agent}
          </span>
          <span className={classes.dimmed} title={row.original.clientId ?? undefined}>
            {client}
          </span>
        </span>
      )
    },
  }),
  helper.display({ id: 'fate', header: 'What came of it', cell: ({ row }) => <Fate call={row.original} /> }),
  helper.accessor('chatServer', {
    header: 'Chat server',
    cell: ({ getValue }) => getValue()?.name ?? TEST_EVENT,
  }),
])

/** A rejected call tells little of itself; where it came from is what helps. */
function CalledFrom({ call }: { call: ListedCall }) {
  return (
    <span className={classes.dimmed}>
      {call.remoteAddress ? `from ${showText(call.remoteAddress)}` : '–'}
    </span>
  )
}

/** What a rejected call says of itself can be anything. */
function shown(text: string | null): string {
  return text === null ? '–' : showText(text)
}

function Fate({ call }: { call: ListedCall }) {
  return (
    <span className={own.fate}>
      <CallFate call={call} />
      <OddMark odd={call.odd} />
      {call.outcome === 'accepted' && call.mapped === 0 && !call.muted && (
        <MapIt eventId={call.id} eventType={call.eventType ?? ''} className={own.map} />
      )}
    </span>
  )
}

/** The calls of a page. */
export function CallTable({
  rows,
  ...more
}: { rows: ListedCall[] } & Pick<Parameters<typeof LogTable<ListedCall>>[0], 'layout' | 'order' | 'fresh'>) {
  return (
    <LogTable
      {...more}
      label="Events"
      rows={rows}
      columns={columns}
      widths={WIDTHS}
      card={(row) => <CallCard call={row} />}
    />
  )
}

function CallCard({ call }: { call: ListedCall }) {
  return (
    <>
      <div className={classes.line}>
        <Link href={`/events/${call.id}`} className={classes.open}>
          <code className={classes.strong}>
            {call.eventType ? showText(call.eventType) : 'no event type'}
          </code>
        </Link>
        <LocalTime at={call.receivedAt} withDay />
      </div>
      <div className={classes.line}>
        <span className={classes.cut}>
          {call.licence ? showText(call.licence) : 'no licence'} ·{' '}
          {call.outcome === 'rejected' ? <CalledFrom call={call} /> : sayAbout(call).agent}
        </span>
        <span className={own.server}>{call.chatServer?.name ?? TEST_EVENT}</span>
      </div>
      <div className={classes.line}>
        <Fate call={call} />
      </div>
    </>
  )
}
