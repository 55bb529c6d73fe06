'use client'

import { useDebouncedCallback } from '@mantine/hooks'
import { useState } from 'react'
import type { ActionResult } from '#lib/action-result.ts'
import type { LogName } from '#lib/preferences/log-name.ts'
import type { TableLayout } from '#lib/preferences/table-layout.ts'

const FIRST: TableLayout = { hidden: [], widths: {}, density: 'normal' }
const SAVE_AFTER_MS = 600

export type SaveLayout = (input: { table: LogName; layout: TableLayout }) => Promise<ActionResult>

/** A table as its person has set it up; what is changed is kept for the next time, a moment later. */
export function useTableLayout(table: LogName, kept: TableLayout | null, save: SaveLayout) {
  const [layout, setLayout] = useState(kept ?? FIRST)
  // What cannot be kept is seen again the next time, as it was: nothing that is worth a message.
  const keep = useDebouncedCallback((changed: TableLayout) => void save({ table, layout: changed }), {
    delay: SAVE_AFTER_MS,
    flushOnUnmount: true,
  })
  const set = (changed: TableLayout) => {
    setLayout(changed)
    keep(changed)
  }
  return {
    layout,
    change: (change: Partial<TableLayout>) => set({ ...layout, ...change }),
    widen: (widths: Record<string, number>) => set({ ...layout, widths: { ...layout.widths, ...widths } }),
    reset: () => set(FIRST),
  }
}
