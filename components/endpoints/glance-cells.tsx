import { attemptHref, deliveriesHref } from '#components/deliveries/search-params.ts'
import { sayDuration } from '#components/ui/duration.ts'
import { LocalTime } from '#components/ui/local-time.tsx'
import { Said } from '#components/ui/saying.tsx'
import { TextLink } from '#components/ui/text-link.tsx'
import { failsOften, stateOf } from '#lib/endpoints/endpoint-state.ts'
import type { Durations, EndpointGlance } from '#lib/endpoints/list-endpoint-page.ts'
import { AttemptBars } from './attempt-bars.tsx'
import classes from './endpoint-list.module.css'
import { sayCount, saySuccess } from './say-figures.ts'
import { sayHealth } from './say-health.ts'
import { HISTORY_ANCHOR } from './search-params.ts'

// The cells of an endpoint's row. Each figure leads to what it counts.

const DAY = '24h'
const NONE = <span className={classes.none}>–</span>

/** Why an endpoint is as it is, or else what failed last. */
export function WhyCell({ endpoint }: { endpoint: EndpointGlance }) {
  const { health, lastHour, lastFailure } = endpoint
  const state = stateOf(health, lastHour)
  const isWell = state === 'working' || state === 'recovered'
  const said = sayHealth(health, lastHour)
  if (said.length === 0 && !lastFailure) return NONE
  return (
    <>
      <Said saying={said} />
      {lastFailure && (
        <div className={isWell ? classes.dimmed : undefined}>
          {isWell && (
            <>
              Last failure <LocalTime at={lastFailure.at} withDay />:{' '}
            </>
          )}
          {/* What holds an endpoint says its reason itself. */}
          {(isWell || state === 'failing') && `${lastFailure.error} `}
          <TextLink href={attemptHref(lastFailure)} underline="always">
            {isWell || state === 'failing' ? 'Show it' : 'Show the last failure'}
          </TextLink>
        </div>
      )}
    </>
  )
}

/** The attempts of the day by the hour, and how many of them succeeded. */
export function DayCell({ endpoint: { id, hours } }: { endpoint: EndpointGlance }) {
  const { share, of, all } = saySuccess(hours)
  if (all === 0) return <span className={classes.dimmed}>nothing sent</span>
  const failed = hours.reduce((sum, hour) => sum + hour.failed, 0)
  const isBad = failsOften({ succeeded: all - failed, failed })
  return (
    <div className={classes.dayCell}>
      <div className={classes.spark}>
        <AttemptBars stretches={hours} />
      </div>
      <div>
        <span className={isBad ? classes.bad : classes.share}>{share}</span>
        <TextLink href={`/endpoints/${id}#${HISTORY_ANCHOR}`} prefetch={false}>
          {of}
          <span className={classes.word}> attempts succeeded</span>
        </TextLink>
      </div>
    </div>
  )
}

/** Deliveries that were given up. */
export function FailedCell({ endpoint: { id, failed24h, failedBounded } }: { endpoint: EndpointGlance }) {
  // Of an endpoint that is not among the newest failures nothing is known.
  if (failed24h === 0) return failedBounded ? <span className={classes.dimmed}>few or none</span> : NONE
  const count = `${failed24h.toLocaleString('en')}${failedBounded ? '+' : ''}`
  return (
    <TextLink href={deliveriesHref('/deliveries', { endpoint: [id], status: ['failed'], since: DAY })}>
      {count}
      <span className={classes.word}> given up</span>
    </TextLink>
  )
}

/** What waits to go out, and what waits for the endpoint. */
export function WaitingCell({ endpoint: { id, waiting, held } }: { endpoint: EndpointGlance }) {
  if (waiting + held === 0) return NONE
  return (
    <>
      {waiting > 0 && (
        <TextLink href={deliveriesHref('/deliveries', { endpoint: [id], status: ['pending'] })}>
          {sayCount(waiting)}
          <span className={classes.word}> waiting</span>
        </TextLink>
      )}
      {held > 0 && (
        <TextLink href={deliveriesHref('/deliveries', { endpoint: [id], status: ['held'] })}>
          {sayCount(held)} held
        </TextLink>
      )}
    </>
  )
}

/** How long its newest attempts took. */
export function TookCell({ durations }: { durations: Durations }) {
  if (!durations) return NONE
  return (
    <>
      <span className={classes.word}>took </span>
      {sayDuration(durations.p50)}
      <div className={classes.dimmed}>
        <span className={classes.word}>p95 </span>
        {sayDuration(durations.p95)}
      </div>
    </>
  )
}
