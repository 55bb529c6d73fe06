'use client'

import { createColumnHelper } from '@tanstack/react-table'
import Link from 'next/link'
import classes from '#components/log/log-table.module.css'
import { LogTable, type logFeatures } from '#components/log/log-table.tsx'
import { LocalTime } from '#components/ui/local-time.tsx'
import { StatusBadge } from '#components/ui/status-badge.tsx'
import type { ListedChat } from '#lib/chats/list-chats.ts'
import { sayLength, sayStanding, shortAgent } from '#lib/chats/say-chat.ts'
import { showText } from '#lib/livechat/show-bytes.ts'
import { storyHref } from './search-params.ts'

const helper = createColumnHelper<typeof logFeatures, ListedChat>()

const WIDTHS = { time: 108, licence: 90, client: 200, standing: 100, length: 96, events: 76, deliveries: 190 }

const columns = helper.columns([
  helper.accessor('receivedAt', {
    id: 'time',
    header: 'Last event',
    cell: ({ row: { original } }) => (
      <Link href={storyHref(original.licence, original.clientId)} className={classes.open}>
        <LocalTime at={original.receivedAt} withMs />
      </Link>
    ),
  }),
  helper.accessor('licence', { header: 'Licence', cell: ({ getValue }) => showText(getValue()) }),
  helper.accessor('clientId', {
    id: 'client',
    header: 'Client',
    cell: ({ getValue }) => <code title={showText(getValue())}>{showText(getValue())}</code>,
  }),
  helper.display({
    id: 'agents',
    header: 'Agents',
    cell: ({ row }) => <span title={whole(row.original)}>{agents(row.original)}</span>,
  }),
  helper.display({
    id: 'standing',
    header: 'Chat',
    cell: ({ row }) => {
      const standing = sayStanding(row.original.chat)
      return standing === 'Ended' ? <span className={classes.dimmed}>Ended</span> : standing
    },
  }),
  helper.display({ id: 'length', header: 'Lasted', cell: ({ row }) => length(row.original) }),
  helper.accessor((row) => row.chat.events, { id: 'events', header: 'Events' }),
  helper.display({
    id: 'deliveries',
    header: 'Deliveries',
    cell: ({ row }) => <Trouble deliveries={row.original.deliveries} />,
  }),
])

const agents = ({ chat }: ListedChat) =>
  chat.agents.map((agent) => showText(shortAgent(agent))).join(' → ') || '–'
const whole = ({ chat, invitedBy }: ListedChat) =>
  [...chat.agents, ...(invitedBy ? [`invited by ${invitedBy}`] : [])].map((text) => showText(text)).join(', ')

function length({ chat }: ListedChat): string {
  return chat.isStarted && chat.isEnded ? sayLength(Date.parse(chat.lastAt) - Date.parse(chat.firstAt)) : '–'
}

/** Only what needs a person is marked. */
function Trouble({ deliveries: { failed, pending, held } }: Pick<ListedChat, 'deliveries'>) {
  return (
    <span className={classes.together}>
      {failed > 0 && <StatusBadge status="failed">{failed} failed</StatusBadge>}
      {pending > 0 && <StatusBadge status="pending">{pending} pending</StatusBadge>}
      {held > 0 && <StatusBadge status="held">{held} held</StatusBadge>}
      {failed + pending + held === 0 && <span className={classes.dimmed}>none failed</span>}
    </span>
  )
}

/** The chats of a page, the newest activity first. */
export function ChatTable({ rows }: { rows: ListedChat[] }) {
  return (
    <LogTable
      label="Chats"
      rows={rows}
      columns={columns}
      widths={WIDTHS}
      card={(row) => <ChatCard row={row} />}
    />
  )
}

function ChatCard({ row }: { row: ListedChat }) {
  return (
    <>
      <div className={classes.line}>
        <Link href={storyHref(row.licence, row.clientId)} className={`${classes.open} ${classes.cut}`}>
          <code className={classes.strong}>{showText(row.clientId)}</code>
        </Link>
        <LocalTime at={row.receivedAt} withDay />
      </div>
      <div className={classes.line}>
        <span className={classes.cut}>
          {showText(row.licence)} · {agents(row)}
        </span>
        <span>{sayStanding(row.chat)}</span>
      </div>
      <div className={classes.line}>
        <Trouble deliveries={row.deliveries} />
        <span className={classes.dimmed}>{length(row) === '–' ? '' : length(row)}</span>
      </div>
    </>
  )
}
