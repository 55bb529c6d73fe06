import { TextLink } from '#components/ui/text-link.tsx'
import type { DeliveryBar } from '#lib/overview/deliveries-over-time.ts'
import { type OverviewRange, RANGE_SHAPES } from '#lib/overview/ranges.ts'
import classes from './overview.module.css'
import { type Need, sayUnknown } from './say-needs.ts'
import { sayAbout } from './say-numbers.ts'
import { logHref } from './search-params.ts'
import { sumOf } from './sum-bars.ts'

const WELL = 'All is well: every endpoint answers, every event has its place, every licence talks.'

/** The page in a sentence: what needs a person, each part leading to its place. */
export function Headline({ needs, unknown }: { needs: Need[]; unknown: string[] }) {
  if (needs.length === 0) {
    return <p className={classes.headline}>{unknown.length === 0 ? WELL : sayUnknown(unknown)}</p>
  }
  return (
    <p className={classes.headline}>
      {needs.map(({ text, href }, index) => (
        <span key={text}>
          {index > 0 && ', '}
          <TextLink href={href} className={classes.need}>
            {index === 0 ? `${text[0]?.toUpperCase()}${text.slice(1)}` : text}
          </TextLink>
        </span>
      ))}
      . {sayUnknown(unknown)}
    </p>
  )
}

/** What became of the deliveries of the range, in a sentence. */
export function Subline({ bars, range }: { bars: DeliveryBar[]; range: OverviewRange }) {
  const { words } = RANGE_SHAPES[range]
  const sum = sumOf(bars)
  const onTheWay = sum.pending + sum.held
  if (sum.succeeded + sum.failed + onTheWay === 0) {
    return <p className={classes.subline}>Nothing was delivered in {words}.</p>
  }
  const listed = (status: ('pending' | 'held' | 'failed')[]) =>
    logHref('/deliveries', { status, since: range })
  return (
    <p className={classes.subline}>
      {sayAbout(sum.succeeded, sum.isEstimate)} deliveries succeeded in {words},{' '}
      <Counted count={sum.failed} isEstimate={sum.isEstimate} href={listed(['failed'])} /> given up;{' '}
      <Counted count={onTheWay} isEstimate={sum.isEstimate} href={listed(['pending', 'held'])} /> on the way
      or held.
    </p>
  )
}

function Counted({ count, isEstimate, href }: { count: number; isEstimate: boolean; href: string }) {
  if (count === 0) return 'none'
  return (
    <TextLink href={href} underline="always">
      {sayAbout(count, isEstimate)}
    </TextLink>
  )
}
