import { Skeleton } from '@mantine/core'
import type { ReactNode } from 'react'
import classes from './past-panel.module.css'
import { RangeSwitch } from './range-switch.tsx'
import { HISTORY_ANCHOR } from './search-params.ts'

/** What became of an endpoint's deliveries: how it did by the hour, and why they have not succeeded. */
export function PastPanel({ history, reasons }: { history: ReactNode; reasons: ReactNode }) {
  return (
    <section id={HISTORY_ANCHOR} className={classes.panel} aria-label="How it did">
      <div className={classes.head}>
        <h3>How it did</h3>
        <RangeSwitch />
      </div>
      {history}
      <section aria-label="Why deliveries have not succeeded" className={classes.reasons}>
        <h3 className={classes.title}>Why deliveries have not succeeded</h3>
        {reasons}
      </section>
    </section>
  )
}

/** Stands where figures of the past are to come, when they are read for the first time. */
export function BeingRead() {
  return (
    <div role="status" aria-label="The past is being read" className={classes.waits}>
      <Skeleton height={12} radius="sm" />
      <Skeleton height={12} radius="sm" mt={12} width="70%" />
    </div>
  )
}
