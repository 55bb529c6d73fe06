import type { DeliveryStatus } from '#lib/delivery-log/delivery-status.ts'
import classes from './attempt-pips.module.css'

const MOST = 5

type Last = 'good' | 'bad' | 'open'

const SAID: Record<Last, string> = { good: 'succeeded', bad: 'failed', open: 'has not ended' }

function describe(count: number, last: Last): string {
  if (count === 0) return 'No attempt yet'
  return count === 1 ? `1 attempt, ${SAID[last]}` : `${count} attempts, the last ${SAID[last]}`
}

/** Attempts as hops: a pip each up to five, then the number alone. How the last one ended is known, of those before it is not. */
export function AttemptPips(props: {
  delivery: { attempts: number; status: DeliveryStatus; lastErrorKind: string | null }
}) {
  const { attempts: count, status, lastErrorKind } = props.delivery
  const last = status === 'succeeded' ? 'good' : lastErrorKind === null ? 'open' : 'bad'
  return (
    <span className={classes.pips} role="img" aria-label={describe(count, last)}>
      {count <= MOST &&
        Array.from({ length: count }, (_, index) => (
          <span key={index} className={classes.pip} data-ended={index === count - 1 ? last : undefined} />
        ))}
      {count > 0 ? count : '–'}
    </span>
  )
}
