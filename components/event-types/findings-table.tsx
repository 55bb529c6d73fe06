import delivery from '#components/deliveries/delivery.module.css'
import { LocalTime } from '#components/ui/local-time.tsx'
import { TextLink } from '#components/ui/text-link.tsx'
import { ODD_DAYS, ODD_LOOKED_AT } from '#lib/event-types/bounds.ts'
import type { Findings } from '#lib/event-types/read-findings.ts'
import { sayOddity } from '#lib/livechat/oddities.ts'
import { showText } from '#lib/livechat/show-bytes.ts'
import classes from './event-types.module.css'
import { sayNumber } from './say-count.ts'

/** What was odd of an event type, each finding with how often, when last, and such a call. */
export function FindingsTable({ eventType, found }: { eventType: string; found: Findings }) {
  const { findings, lookedAt, hasMore } = found
  if (findings.length === 0) {
    return <p className={delivery.dimmed}>Nothing odd came in the last {ODD_DAYS} days.</p>
  }
  const list = `/events?odd=true&event=${encodeURIComponent(eventType)}`
  const isAll = lookedAt < ODD_LOOKED_AT
  return (
    <>
      <table className={classes.findings} aria-label="Findings">
        <thead>
          <tr>
            <th scope="col">What is odd</th>
            <th scope="col" className={classes.number}>
              Events
            </th>
            <th scope="col">Last</th>
          </tr>
        </thead>
        <tbody>
          {findings.map(({ kind, name, value, calls, newest: { id, at } }) => (
            <tr key={`${kind}\n${name}\n${value}`}>
              <td className={classes.breaks}>
                {showText(sayOddity(value === null ? { kind, name } : { kind, name, value }))}
              </td>
              <td className={classes.number}>{calls.toLocaleString('en')}</td>
              <td>
                <TextLink href={`/events/${id}`}>
                  <LocalTime at={at} withDay />
                </TextLink>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className={delivery.note}>
        Counted in {isAll ? '' : 'the newest '}
        {sayNumber(lookedAt, 'odd event')} of the last {ODD_DAYS} days.
        {hasMore && ' There are more findings than stand here.'}{' '}
        <TextLink href={list}>Show odd events</TextLink>
      </p>
    </>
  )
}
