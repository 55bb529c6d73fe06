import { LocalTime } from '#components/ui/local-time.tsx'
import { LICENCE_FACTS } from '#lib/licences/fact-names.ts'
import type { LicenceDetail } from '#lib/licences/get-licence.ts'
import { codesOf } from '#lib/livechat/catalogue.ts'
import { showText } from '#lib/livechat/show-bytes.ts'
import classes from './licences.module.css'
import { looksPast, sayButton, sayCode } from './say-licence.ts'
import { ToldWhen } from './told-when.tsx'

/** What events have told of the licence itself, each with when and by which event. */
export function LicenceFacts({ licence, now }: { licence: LicenceDetail; now: number }) {
  const hasSubscription = LICENCE_FACTS.some((fact) => fact.of === 'subscription' && licence.facts[fact.name])
  return (
    <aside aria-label="Facts">
      <h3 className={classes.heading}>Licence</h3>
      <dl className={classes.facts}>
        <Facts licence={licence} of="licence" now={now} />
        <div>
          <dt>Button</dt>
          <dd>
            {sayButton(licence.button?.value)}
            {licence.button && (
              <div>
                <ToldWhen told={licence.button} withSince />
              </div>
            )}
          </dd>
        </div>
        <div>
          <dt>Registered</dt>
          <dd>
            <LocalTime at={licence.registeredAt} withDay />
          </dd>
        </div>
      </dl>
      <h3 className={classes.heading}>Subscription</h3>
      {hasSubscription ? (
        <>
          <dl className={classes.facts}>
            <Facts licence={licence} of="subscription" now={now} />
          </dl>
          <p className={classes.note}>
            The counts are named as the protocol names OPERATORS_COUNT_CC and OPERATORS_COUNT_COM; they look
            swapped.
          </p>
        </>
      ) : (
        <p className={classes.none}>No event has told of one.</p>
      )}
    </aside>
  )
}

function Facts({
  licence,
  of,
  now,
}: {
  licence: LicenceDetail
  of: (typeof LICENCE_FACTS)[number]['of']
  now: number
}) {
  return LICENCE_FACTS.filter((fact) => fact.of === of).map((fact) => {
    const told = licence.facts[fact.name]
    const codes = 'type' in fact ? codesOf(fact.type) : null
    return (
      <div key={fact.name}>
        <dt>{fact.label}</dt>
        <dd>
          {told ? (codes ? sayCode(codes, told.value) : showText(told.value)) : '–'}
          {told && fact.name === 'EXPIRATION_DATE' && looksPast(told.value, now) && (
            <span className={classes.mild}> seems to be over</span>
          )}
          {told && (
            <div>
              <ToldWhen told={told} />
            </div>
          )}
        </dd>
      </div>
    )
  })
}
