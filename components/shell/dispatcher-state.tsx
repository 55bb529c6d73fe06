'use client'

import classes from './dispatcher-state.module.css'
import { type LiveHealth, useHealth } from './use-health.ts'

const LATE_SECONDS = 60

type Said = { tone: 'well' | 'late' | 'down'; text: string }

/** What is known of the server, in few words. `oldestDueSeconds`: how long the oldest due delivery waits. */
export function sayDispatcherState({ away, oldestDueSeconds }: LiveHealth): Said {
  if (away === 'server') return { tone: 'down', text: 'Server does not answer' }
  if (oldestDueSeconds === null) return { tone: 'down', text: 'Database does not answer' }
  if (oldestDueSeconds === 0) return { tone: 'well', text: 'Nothing due' }
  const wait = oldestDueSeconds < 120 ? `${oldestDueSeconds} s` : `${Math.round(oldestDueSeconds / 60)} min`
  return { tone: oldestDueSeconds > LATE_SECONDS ? 'late' : 'well', text: `Oldest due ${wait} ago` }
}

/** Whether deliveries keep up. @param oldestDueSeconds as the page was made; null: not known. */
export function DispatcherState({ oldestDueSeconds }: { oldestDueSeconds: number | null }) {
  const said = sayDispatcherState(useHealth() ?? { away: null, oldestDueSeconds })
  return (
    <p className={classes.state} data-tone={said.tone} role="status">
      {said.text}
    </p>
  )
}
