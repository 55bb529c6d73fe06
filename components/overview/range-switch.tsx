'use client'

import { SegmentedControl } from '@mantine/core'
import { useQueryStates } from 'nuqs'
import { useTransition } from 'react'
import { OVERVIEW_RANGES, type OverviewRange, RANGE_SHAPES } from '#lib/overview/ranges.ts'
import classes from './overview.module.css'
import { overviewParams } from './search-params.ts'

/** How far back the page looks. The page as it is stays until the other one is read. */
export function RangeSwitch() {
  const [isReading, startReading] = useTransition()
  const [{ range }, setParams] = useQueryStates(overviewParams, {
    history: 'push',
    shallow: false,
    startTransition: startReading,
  })
  return (
    <SegmentedControl
      classNames={{ label: classes.range }}
      aria-label="How far back"
      aria-busy={isReading}
      value={range}
      onChange={(value) => setParams({ range: value as OverviewRange })} // the control has no other values
      data={OVERVIEW_RANGES.map((value) => ({ value, label: RANGE_SHAPES[value].label }))}
    />
  )
}
