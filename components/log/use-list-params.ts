'use client'

import { type SetValues, type UseQueryStatesKeysMap, useQueryStates, type Values } from 'nuqs'
import { useTransition } from 'react'
import { useReading } from './reading.tsx'

/** The cursors of a list: what it is narrowed to does not depend on them. */
const CURSORS = { before: null, after: null }

/** Whether two values of a parameter stand alike in the URL. */
const isSame = (one: unknown, other: unknown) =>
  JSON.stringify(isGiven(one) ? one : null) === JSON.stringify(isGiven(other) ? other : null)

const isGiven = (value: unknown) => (Array.isArray(value) ? value.length > 0 : Boolean(value))

/**
 * What a list is narrowed to, as the URL has it. A change reads the list anew, from its first page; the browser's way back
 * undoes it, and what changes nothing is no step on it. `isNarrowed`: some filter is given; a value that every list has, such as
 * its order, is named in `always`.
 */
export function useListParams<Params extends UseQueryStatesKeysMap>(
  parsers: Params,
  { always = [] }: { always?: readonly string[] } = {},
) {
  const reading = useReading()
  const [, startOwn] = useTransition()
  const startReading = reading?.start ?? startOwn
  const [params, setParams] = useQueryStates(parsers, {
    history: 'push',
    shallow: false,
    startTransition: startReading,
  })
  type Change = Partial<{ [Name in keyof Values<Params>]: Values<Params>[Name] | null }>
  return {
    params,
    change: (values: Change) => {
      const all = { ...values, ...CURSORS }
      const isChange = Object.entries(all).some(([name, value]) => !isSame(value, params[name]))
      // Every list has the two cursors among its parameters.
      return setParams(all as Parameters<SetValues<Params>>[0], { history: isChange ? 'push' : 'replace' })
    },
    clear: () => setParams(null),
    isNarrowed: Object.entries(params).some(
      ([name, value]) => !(name in CURSORS) && !always.includes(name) && isGiven(value),
    ),
  }
}
