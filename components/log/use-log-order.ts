'use client'

import { parseAsString } from 'nuqs'
import type { LogOrder } from '#lib/delivery-log/types.ts'
import { useListParams } from './use-list-params.ts'

const PARSERS = { order: parseAsString, before: parseAsString, after: parseAsString }

/** Which rows stand first, to choose. */
export type OrderChoice = { value: LogOrder; onChange: (order: LogOrder) => unknown }

/** Which rows of a log stand first, as the URL has it. A change goes to its first page. */
export function useLogOrder() {
  const { params, change } = useListParams(PARSERS)
  const value: LogOrder = params.order === 'oldest' ? 'oldest' : 'newest'
  return {
    value,
    /** As the URL has it: null where it says nothing. */
    given: params.order,
    onChange: (order: LogOrder) => change({ order: order === 'newest' ? null : order }),
  }
}
