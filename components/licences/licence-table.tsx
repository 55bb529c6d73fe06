import Link from 'next/link'
import table from '#components/log/log-table.module.css'
import { LocalTime } from '#components/ui/local-time.tsx'
import type { ListedLicenceState } from '#lib/licences/list-licence-page.ts'
import { AGENT_FACTS_BOUND, DELIVERIES_BOUND } from '#lib/licences/list-limits.ts'
import { showText } from '#lib/livechat/show-bytes.ts'
import { licenceHref } from './licence-href.ts'
import classes from './licences.module.css'
import { sayButton, sayType } from './say-licence.ts'

const COLUMNS = [
  { id: 'number', label: 'Licence', width: 150 },
  { id: 'type', label: 'Type', width: 90 },
  { id: 'expires', label: 'Expires', width: 170 },
  { id: 'button', label: 'Button', width: 90 },
  { id: 'agents', label: 'Agents online', width: 130 },
  { id: 'about', label: 'Own mappings', width: 120 },
  { id: 'last', label: 'Last event', width: undefined },
  { id: 'failed', label: 'Failed in 24 h', width: 124 },
]

/** The licences of a page with what their newest events have told. */
export function LicenceTable({ rows }: { rows: ListedLicenceState[] }) {
  return (
    <div className={table.room}>
      <table className={table.table} aria-label="Licences">
        <colgroup>
          {COLUMNS.map(({ id, width }) => (
            <col key={id} data-column={id} style={{ width }} />
          ))}
        </colgroup>
        <thead>
          <tr>
            {COLUMNS.map(({ id, label }) => (
              <th key={id} scope="col" data-column={id}>
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <LicenceRow key={row.id} row={row} />
          ))}
        </tbody>
      </table>
      <ul className={table.cards} aria-label="Licences">
        {rows.map((row) => (
          <li key={row.id} className={table.card}>
            <LicenceCard row={row} />
          </li>
        ))}
      </ul>
    </div>
  )
}

function LicenceRow({ row }: { row: ListedLicenceState }) {
  const number = showText(row.id)
  return (
    <tr className={table.row}>
      <td>
        <Link href={licenceHref(row.id)} prefetch={false} className={table.open}>
          {number}
        </Link>
      </td>
      <td>{sayType(row.type)}</td>
      <td title={row.expires ? showText(row.expires) : undefined}>
        {row.expires ? showText(row.expires) : '–'}
      </td>
      <td>{sayButton(row.button)}</td>
      <td>
        <Agents row={row} />
      </td>
      <td data-column="about">{row.ownMappings || '–'}</td>
      <td>
        <LastEvent row={row} />
      </td>
      <td>
        <Failed row={row} />
      </td>
    </tr>
  )
}

function Agents({ row }: { row: ListedLicenceState }) {
  if (row.agentsKnown === 0) return '–'
  const more = row.agentsBounded ? '+' : ''
  return (
    <span title={more && `Counted in the first ${AGENT_FACTS_BOUND} facts of its agents`}>
      {row.agentsOnline} of {row.agentsKnown}
      {more}
    </span>
  )
}

function LastEvent({ row }: { row: ListedLicenceState }) {
  if (!row.lastEvent) return <span className={table.dimmed}>nothing came yet</span>
  return (
    <span className={table.together}>
      <code className={table.cut}>{showText(row.lastEvent.eventType)}</code>
      <span className={table.dimmed}>
        <LocalTime at={row.lastEvent.receivedAt} withDay />
      </span>
    </span>
  )
}

function Failed({ row }: { row: ListedLicenceState }) {
  const more = row.failedBounded ? '+' : ''
  if (row.failed24h === 0) {
    // Where older ones were not counted, no dash: it would say that there is none.
    return more ? <span className={table.dimmed}>none in {DELIVERIES_BOUND}</span> : '–'
  }
  return (
    <span className={classes.failed} title={more && `Counted in its newest ${DELIVERIES_BOUND} deliveries`}>
      {row.failed24h}
      {more}
    </span>
  )
}

function LicenceCard({ row }: { row: ListedLicenceState }) {
  return (
    <>
      <div className={table.line}>
        <Link href={licenceHref(row.id)} prefetch={false} className={`${table.open} ${table.cut}`}>
          <span className={table.strong}>{showText(row.id)}</span>
        </Link>
        <span>
          {[row.type && sayType(row.type), row.button && `button ${sayButton(row.button).toLowerCase()}`]
            .filter(Boolean)
            .join(', ')}
        </span>
      </div>
      <div className={table.line}>
        <span>
          Agents online: <Agents row={row} />
        </span>
        <span>
          Failed: <Failed row={row} />
        </span>
      </div>
      <div className={table.line}>
        <LastEvent row={row} />
      </div>
    </>
  )
}
