'use client'

import { SegmentedControl } from '@mantine/core'
import { useQueryState } from 'nuqs'
import { useTransition } from 'react'
import { HISTORY_RANGE_NAMES, HISTORY_RANGES } from '#lib/endpoints/history-ranges.ts'
import { endpointPageParams } from './search-params.ts'

const RANGES = HISTORY_RANGE_NAMES.map((value) => ({ value, label: HISTORY_RANGES[value].label }))

/** How far back the page looks. */
export function RangeSwitch() {
  const [isReading, startReading] = useTransition()
  const [range, setRange] = useQueryState(
    'range',
    endpointPageParams.range.withOptions({ history: 'push', shallow: false, startTransition: startReading }),
  )
  return (
    <SegmentedControl
      aria-label="How far back"
      aria-busy={isReading}
      size="xs"
      data={RANGES}
      value={range}
      onChange={(value) => setRange(HISTORY_RANGE_NAMES.find((name) => name === value) ?? null)}
    />
  )
}
