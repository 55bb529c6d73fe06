import type { ChangedSide, ParameterChange } from '#lib/delivery-log/types.ts'
import { showText } from '#lib/livechat/show-bytes.ts'

const value = (side: ChangedSide) => (side.value === null ? 'a secret value' : `“${showText(side.value)}”`)
const name = (side: ChangedSide) => showText(side.name) || '(no name)'

/** What became of a parameter, in a line. */
export function sayParameterChange({ before, after }: ParameterChange): string {
  if (before === null) return after === null ? '' : `${name(after)} added: ${value(after)}`
  if (after === null) return `${name(before)} left out: it was ${value(before)}`
  const renamed = before.name === after.name ? name(after) : `${name(before)} renamed to ${name(after)}`
  if (before.value === null && after.value === null) return `${renamed}: another secret value`
  return before.value === after.value ? renamed : `${renamed}: ${value(after)} in place of ${value(before)}`
}
