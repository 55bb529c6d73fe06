import { LocalTime } from '#components/ui/local-time.tsx'
import { TextLink } from '#components/ui/text-link.tsx'
import { COUNTED } from '#lib/event-types/bounds.ts'
import type { ListedEventType } from '#lib/event-types/list-event-types.ts'
import { describeEventType } from '#lib/livechat/catalogue.ts'
import { ODDITY_KINDS } from '#lib/livechat/oddities.ts'
import { showText } from '#lib/livechat/show-bytes.ts'
import { DefaultsCell } from './defaults-cell.tsx'
import classes from './event-types.module.css'
import { sayCount } from './say-count.ts'
import { eventTypesHref } from './search-params.ts'

/** All event types: the twelve in the page's order, then those that are not in the catalogue. */
export function EventTypeList({ rows }: { rows: ListedEventType[] }) {
  return (
    <table className={classes.list} aria-label="Event types">
      <thead>
        <tr>
          <th scope="col">Event type</th>
          <th scope="col">What it says</th>
          <th scope="col" className={classes.number}>
            In 24 h
          </th>
          <th scope="col">Last seen</th>
          <th scope="col">The defaults send it to</th>
          <th scope="col">Odd in 7 days</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <Row key={row.eventType} row={row} />
        ))}
      </tbody>
    </table>
  )
}

function Row({ row }: { row: ListedEventType }) {
  const { eventType, known, inDay, newest, defaults, oddKinds } = row
  const described = describeEventType(eventType)
  const events = `/events?event=${encodeURIComponent(eventType)}`
  return (
    <tr>
      <th scope="row">
        <TextLink
          href={eventTypesHref('/event-types', { type: eventType })}
          className={classes.name}
          underline="hover"
        >
          {showText(eventType)}
        </TextLink>
        <div className={described ? classes.directive : classes.uncatalogued}>
          {described?.directive ?? 'not in the catalogue'}
        </div>
      </th>
      <td>{described?.description ?? <Unknown known={known} />}</td>
      <td data-label="In 24 h" data-none={inDay === 0 || undefined} className={classes.number}>
        {inDay === 0 ? (
          <span className={classes.dimmed}>none</span>
        ) : (
          <TextLink href={`${events}&since=24h`} underline="hover">
            {sayCount(inDay, COUNTED)}
          </TextLink>
        )}
      </td>
      <td data-label="Last seen">
        {newest ? (
          <TextLink href={`/events/${newest.id}`} underline="hover">
            <LocalTime at={newest.at} withDay />
          </TextLink>
        ) : (
          <span className={classes.dimmed}>never</span>
        )}
      </td>
      <td data-label="Goes to">
        <div>
          <DefaultsCell defaults={defaults} />
        </div>
      </td>
      <td data-label="Odd" data-none={oddKinds.length === 0 || undefined} className={classes.odd}>
        <div>
          {oddKinds.map((kind) => (
            <div key={kind}>{ODDITY_KINDS[kind].label}</div>
          ))}
          {oddKinds.length === 0 && <span className={classes.dimmed}>nothing</span>}
        </div>
      </td>
    </tr>
  )
}

function Unknown({ known }: { known: boolean }) {
  return known ? null : <span className={classes.dimmed}>Not on the LIVECHAT RPC page.</span>
}
