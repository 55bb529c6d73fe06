import delivery from '#components/deliveries/delivery.module.css'
import { TextLink } from '#components/ui/text-link.tsx'
import { describeEventType } from '#lib/livechat/catalogue.ts'
import { type Oddity, sayOddity } from '#lib/livechat/oddities.ts'
import { showText } from '#lib/livechat/show-bytes.ts'
import classes from './calls.module.css'

/** What the catalogue does not know of an event, a sentence each. It was kept and delivered all the same. */
export function OddSection({ odd, eventType }: { odd: readonly Oddity[]; eventType: string | null }) {
  if (odd.length === 0) return null
  return (
    <section aria-labelledby="odd">
      <h3 id="odd" className={delivery.heading}>
        What is odd about it
      </h3>
      <ul className={classes.findings}>
        {odd.map((one, index) => (
          <li key={index}>{showText(sayOddity(one))}</li>
        ))}
      </ul>
      <p className={delivery.note}>
        Odd events are kept and delivered like any other.
        {eventType !== null && (
          <>
            {' '}
            <TextLink href={`/event-types?type=${encodeURIComponent(eventType)}`}>
              {describeEventType(eventType) ? `What ${eventType} carries` : 'What else came of this type'}
            </TextLink>
          </>
        )}
      </p>
    </section>
  )
}
