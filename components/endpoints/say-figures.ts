import type { Attempts } from '#lib/endpoints/endpoint-state.ts'
import type { EndpointFigures } from '#lib/endpoints/get-endpoint.ts'
import { COUNT_BOUND } from '#lib/mappings/limits.ts'

/** A bounded count: `1,284`, or `10,000+`. */
export function sayCount(count: number): string {
  return count > COUNT_BOUND ? `${COUNT_BOUND.toLocaleString('en')}+` : count.toLocaleString('en')
}

/** How many attempts of these stretches succeeded, as `98.2 %`, and of how many. */
export function saySuccess(stretches: readonly Attempts[]): {
  share: string
  /** As `1,284 of 1,307`. */
  of: string
  all: number
} {
  const succeeded = stretches.reduce((sum, one) => sum + one.succeeded, 0)
  const all = stretches.reduce((sum, one) => sum + one.failed, succeeded)
  if (all === 0) return { share: '–', of: 'no attempts', all }
  // Not all of them is never 100.0 %, and not none of them never 0.0 %.
  const share = (100 * succeeded) / all
  const shown = succeeded === all || succeeded === 0 ? share : Math.min(99.9, Math.max(0.1, share))
  return {
    share: `${shown === 100 || shown === 0 ? shown : shown.toFixed(1)} %`,
    of: `${succeeded.toLocaleString('en')} of ${all.toLocaleString('en')}`,
    all,
  }
}

/** The sentence of an endpoint that works. */
export function sayWorking({ lastDay, waiting }: Pick<EndpointFigures, 'lastDay' | 'waiting'>): string {
  const { share } = saySuccess([lastDay])
  const sent =
    share === '–'
      ? 'Nothing was sent in the last 24 hours.'
      : `${share} of the attempts of the last 24 hours succeeded.`
  if (waiting === 0) return sent
  return `${sent} ${waiting === 1 ? '1 delivery waits' : `${sayCount(waiting)} deliveries wait`} to go out.`
}

/** What bars show, for those who do not see them. */
export function sayBars(stretches: readonly Attempts[]): string {
  const failed = stretches.reduce((sum, one) => sum + one.failed, 0)
  const { of, all } = saySuccess(stretches)
  if (all === 0) return of
  if (failed === 0) return `${of} attempts succeeded`
  const worst = Math.max(...stretches.map((one) => one.failed))
  return `${of} attempts succeeded, ${failed.toLocaleString('en')} failed, at most ${worst.toLocaleString('en')} in one bar`
}
