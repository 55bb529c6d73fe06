import type { DeliveryStatus } from '#lib/delivery-log/delivery-status.ts'
import classes from './attempt-pips.module.css'

const MOST = 5

function describe(count: number, lastSucceeded: boolean): string {
  if (count === 0) return 'No attempt yet'
  if (lastSucceeded) return count === 1 ? '1 attempt, succeeded' : `${count} attempts, the last succeeded`
  return count === 1 ? '1 attempt, failed' : `${count} attempts, all failed`
}

/** Attempts as hops: a pip each up to five, then the number alone. */
export function AttemptPips({ count, status }: { count: number; status: DeliveryStatus }) {
  const lastSucceeded = status === 'succeeded'
  return (
    <span className={classes.pips} role="img" aria-label={describe(count, lastSucceeded)}>
      {count <= MOST &&
        Array.from({ length: count }, (_, index) => (
          <span key={index} className={classes.pip} data-good={lastSucceeded && index === count - 1} />
        ))}
      {count > 0 ? count : '–'}
    </span>
  )
}
