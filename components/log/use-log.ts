'use client'

import { useRef, useState } from 'react'
import type { LogPage } from '#lib/delivery-log/types.ts'
import type { LogName } from '#lib/preferences/log-name.ts'
import type { TableLayout } from '#lib/preferences/table-layout.ts'
import { useFollowSummary } from './live/summary.tsx'
import { useLive } from './live/use-live.ts'
import { type SaveLayout, useTableLayout } from './use-table-layout.ts'

/** Further down somebody reads: what comes in must not move it. */
const SCROLLED = 80

type Options<Row> = {
  name: LogName
  /** The page, or why it could not be read. */
  page: LogPage<Row> | string
  /** What it is narrowed to, with its `?`. */
  query: string
  /** Whether what is new belongs on top of it. */
  isNewest: boolean
  layout: TableLayout | null
  saveLayout: SaveLayout
}

/** A log as it is looked at: its rows, which go on by themselves, and how its table is set up. */
export function useLog<Row extends { id: string }>(options: Options<Row>) {
  const { name, page, query, isNewest } = options
  const [isLive, setLive] = useState(true)
  const isUnderPointer = useRef(false)
  const table = useTableLayout(name, options.layout, options.saveLayout)
  // The same empty list each time: another one would be a page that was read anew.
  const [noRows] = useState<Row[]>([])
  const shown = typeof page === 'string' ? noRows : page.rows
  const isOn = isLive && isNewest && typeof page !== 'string'
  const live = useLive({
    rows: shown,
    isWhole: typeof page !== 'string' && page.older === null,
    href: `/api/${name}/live${query}`,
    isOn,
    isHolding: () => isUnderPointer.current || window.scrollY > SCROLLED,
  })
  const summary = useFollowSummary(`/api/${name}/summary${query}`, isOn, live.heard, shown)
  return { ...live, name, page, query, isNewest, isLive, setLive, isUnderPointer, table, summary }
}

export type Log<Row extends { id: string }> = ReturnType<typeof useLog<Row>>
