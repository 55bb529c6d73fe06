const UNITS = ['bytes', 'kB', 'MB', 'GB', 'TB']

/** `12,480`, or `about 12,500` for an estimate. */
export function sayAbout(count: number, isEstimate: boolean): string {
  if (!isEstimate) return count.toLocaleString('en')
  return `about ${Number(count.toPrecision(3)).toLocaleString('en')}`
}

/** How many of those that ended succeeded, in percent; null when none ended. Not all of them is never 100, and some never 0. */
export function shareSucceeded({ succeeded, failed }: { succeeded: number; failed: number }): number | null {
  const ended = succeeded + failed
  if (ended === 0) return null
  if (failed === 0 || succeeded === 0) return failed === 0 ? 100 : 0
  return Math.min(99.9, Math.max(0.1, (100 * succeeded) / ended))
}

/** Fewer successes of a hundred that ended are bad. */
export const GOOD_PERCENT = 90

/**
 * What the share of successes tells of deliveries: nothing good while more than a tenth of them has not ended, however well
 * the others did. Pure.
 */
export function looksOf(sum: Record<'succeeded' | 'failed' | 'pending' | 'held', number>) {
  const share = shareSucceeded(sum)
  if (share !== null && share < GOOD_PERCENT) return 'bad'
  const onTheWay = sum.pending + sum.held
  const all = onTheWay + sum.succeeded + sum.failed
  return share === null || onTheWay * 100 > (100 - GOOD_PERCENT) * all ? 'open' : 'good'
}

/** `98.2 %`; `100 %` only when all succeeded, `–` when none ended. */
export function sayShare(share: number | null): string {
  if (share === null) return '–'
  return `${share === 100 || share === 0 ? share : share.toFixed(1)} %`
}

/** A time in few words: `47 min`, `3 h 10 min`, `9 h`, `2 days`. */
export function sayLong(seconds: number): string {
  if (seconds < 60) return `${Math.round(seconds)} s`
  const minutes = Math.round(seconds / 60)
  if (minutes < 60) return `${minutes} min`
  const hours = Math.floor(minutes / 60)
  if (hours < 6) return minutes % 60 === 0 ? `${hours} h` : `${hours} h ${minutes % 60} min`
  const days = seconds / 86_400
  return days < 2 ? `${Math.round(seconds / 3600)} h` : `${Math.round(days)} days`
}

/** A rate as people read it: `210`, `2.5`. */
export function sayRate(rate: number): string {
  return rate < 10 ? String(Number(rate.toFixed(1))) : Math.round(rate).toLocaleString('en')
}

/** `41 GB`, `1.4 GB`. */
export function sayBytes(bytes: number): string {
  const step = Math.min(UNITS.length - 1, Math.floor(Math.log10(Math.max(1, bytes)) / 3))
  const value = bytes / 1000 ** step
  return `${value < 10 && step > 0 ? value.toFixed(1) : Math.round(value)} ${UNITS[step]}`
}
