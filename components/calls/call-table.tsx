'use client'

import { Anchor } from '@mantine/core'
import { createColumnHelper, tableFeatures, useTable } from '@tanstack/react-table'
import Link from 'next/link'
import { sayAbout } from '#components/deliveries/about.ts'
import classes from '#components/log/log-table.module.css'
import { LocalTime } from '#components/ui/local-time.tsx'
import type { ListedCall } from '#lib/delivery-log/types.ts'
import { CallFate } from './call-fate.tsx'
import own from './calls.module.css'

const features = tableFeatures({})
const helper = createColumnHelper<typeof features, ListedCall>()

/** Widths in px; the column without one takes the rest. */
const WIDTHS: Record<string, number | undefined> = {
  time: 190,
  licence: 90,
  eventType: 230,
  about: 240,
  chatServer: 170,
}

const columns = helper.columns([
  helper.accessor('receivedAt', {
    id: 'time',
    header: 'Time',
    cell: ({ row }) => (
      <Link href={`/events/${row.original.id}`} className={classes.open}>
        <LocalTime at={row.original.receivedAt} withDay withMs />
      </Link>
    ),
  }),
  helper.accessor('licence', { header: 'Licence', cell: ({ getValue }) => getValue() ?? '–' }),
  helper.accessor('eventType', {
    header: 'Event type',
    cell: ({ getValue }) => <code>{getValue() ?? '–'}</code>,
  }),
  helper.display({
    id: 'about',
    header: 'About',
    cell: ({ row }) => {
      const { agent, client } = sayAbout(row.original)
      return (
        <span className={classes.about}>
          <span className={classes.cut}>{agent}</span>
          <span className={classes.dimmed}>{client}</span>
        </span>
      )
    },
  }),
  helper.display({ id: 'fate', header: 'What came of it', cell: ({ row }) => <Fate call={row.original} /> }),
  helper.accessor('chatServer', {
    header: 'Chat server',
    cell: ({ getValue }) => getValue()?.name ?? 'test event',
  }),
])

/** Where a call that goes nowhere can be mapped. */
export function mapHref(call: Pick<ListedCall, 'licence'>): string {
  return call.licence ? `/mappings?licence=${encodeURIComponent(call.licence)}` : '/mappings'
}

function Fate({ call }: { call: ListedCall }) {
  return (
    <>
      <CallFate call={call} />
      {call.outcome === 'accepted' && call.mapped === 0 && (
        <Anchor component={Link} href={mapHref(call)} className={own.map}>
          Map it
        </Anchor>
      )}
    </>
  )
}

/** The calls of a page as a table, or as cards where there is no room for one. */
export function CallTable({ rows }: { rows: ListedCall[] }) {
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
          {table.getRowModel().rows.map((row) => (
            <tr key={row.id} className={classes.row}>
              {row.getAllCells().map((cell) => (
                <td key={cell.id} data-column={cell.column.id}>
                  <table.FlexRender cell={cell} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <ul className={classes.cards}>
        {rows.map((call) => (
          <li key={call.id} className={classes.card}>
            <div className={classes.line}>
              <Link href={`/events/${call.id}`} className={classes.open}>
                <code className={classes.strong}>{call.eventType ?? 'no event type'}</code>
              </Link>
              <LocalTime at={call.receivedAt} withDay />
            </div>
            <div className={classes.line}>
              <span className={classes.cut}>
                {call.licence ?? 'no licence'} · {sayAbout(call).agent}
              </span>
              <span className={classes.dimmed}>{call.chatServer?.name ?? 'test event'}</span>
            </div>
            <div>
              <Fate call={call} />
            </div>
          </li>
        ))}
      </ul>
    </div>
  )
}
