'use client'

import { type SetValues, type UseQueryStatesKeysMap, useQueryStates, type Values } from 'nuqs'
import { useTransition } from 'react'
import { useReading } from './reading.tsx'

/** The cursors of a list: what it is narrowed to does not depend on them. */
const CURSORS = { before: null, after: null }

const isGiven = (value: unknown) => (Array.isArray(value) ? value.length > 0 : Boolean(value))

/**
 * What a list is narrowed to, as the URL has it. A change reads the list anew, from its first page; the browser's way back
 * undoes it. `isNarrowed`: some
 * filter is given; a value that every list has, such as its order, is named in `always`.
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
    // Every list has the two cursors among its parameters.
    change: (values: Change) => setParams({ ...values, ...CURSORS } as Parameters<SetValues<Params>>[0]),
    clear: () => setParams(null),
    isNarrowed: Object.entries(params).some(
      ([name, value]) => !(name in CURSORS) && !always.includes(name) && isGiven(value),
    ),
  }
}
