import { MapIt } from '#components/calls/map-it.tsx'
import { callsHref } from '#components/calls/search-params.ts'
import { licenceHref } from '#components/licences/licence-href.ts'
import { TextLink } from '#components/ui/text-link.tsx'
import { showText } from '#lib/livechat/show-bytes.ts'
import type { NowhereEvents } from '#lib/overview/nowhere-events.ts'
import { type OverviewRange, RANGE_SHAPES } from '#lib/overview/ranges.ts'
import lists from './list-panel.module.css'
import classes from './overview.module.css'
import { Panel } from './panel.tsx'

/** Event types that came and have no mapping, each with the page that maps it. */
export function NowherePanel(props: { nowhere: NowhereEvents; range: OverviewRange }) {
  const { nowhere, range } = props
  const { rows, types, isBounded } = nowhere
  const all = callsHref('/events', { fate: ['nowhere'], since: range })
  return (
    <Panel name="nowhere" title="Events that go nowhere" note={`in ${RANGE_SHAPES[range].words}`}>
      {rows.length === 0 ? (
        <p className={classes.none}>None: every event that comes has its place.</p>
      ) : (
        <ul className={lists.list}>
          {rows.map(({ eventType, events, licences, licence, newestId }) => (
            <li key={eventType}>
              <TextLink
                href={callsHref('/events', { fate: ['nowhere'], event: [eventType], since: range })}
                className={`${lists.code} ${classes.quiet}`}
                prefetch={false}
              >
                {showText(eventType)}
              </TextLink>
              <span className={lists.beside}>
                {licence === null ? (
                  `${licences.toLocaleString('en')} licences`
                ) : (
                  <TextLink href={licenceHref(licence)} className={classes.quiet} prefetch={false}>
                    {showText(licence)}
                  </TextLink>
                )}
              </span>
              <span className={lists.count}>{events.toLocaleString('en')}</span>
              <MapIt eventId={newestId} eventType={eventType} />
            </li>
          ))}
        </ul>
      )}
      {(types > rows.length || isBounded) && (
        <p className={classes.note}>
          {types > rows.length && `${types - rows.length} more event types. `}
          {isBounded && 'Of the newest 10,000. '}
          <TextLink href={all} underline="always">
            Show these events
          </TextLink>
        </p>
      )}
    </Panel>
  )
}
