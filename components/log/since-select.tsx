'use client'

import { Select } from '@mantine/core'
import classes from './filter-bar.module.css'
import { SINCE_OPTIONS } from './since.ts'

/** How far back a list goes; null is as far as there is. */
export function SinceSelect(props: { since: string | null; onChange: (since: string | null) => void }) {
  return (
    <Select
      className={classes.since}
      aria-label="Since"
      data={SINCE_OPTIONS}
      value={props.since ?? ''}
      onChange={(since) => props.onChange(since || null)}
      allowDeselect={false}
    />
  )
}
