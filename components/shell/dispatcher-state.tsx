'use client'

import { useEffect, useState } from 'react'
import classes from './dispatcher-state.module.css'

const EVERY_MS = 10_000
const LATE_SECONDS = 60

type Said = { tone: 'well' | 'late' | 'down'; text: string }

/** @param oldestDueSeconds how long the oldest due delivery waits, 0 when none is due; null: not known. */
export function sayDispatcherState(oldestDueSeconds: number | null): Said {
  if (oldestDueSeconds === null) return { tone: 'down', text: 'Database does not answer' }
  if (oldestDueSeconds === 0) return { tone: 'well', text: 'Nothing waiting' }
  const wait = oldestDueSeconds < 120 ? `${oldestDueSeconds} s` : `${Math.round(oldestDueSeconds / 60)} min`
  return { tone: oldestDueSeconds > LATE_SECONDS ? 'late' : 'well', text: `Oldest due ${wait} ago` }
}

/** Whether deliveries keep up, asked of /api/health while the page is looked at. */
export function DispatcherState({ oldestDueSeconds }: { oldestDueSeconds: number | null }) {
  const [said, setSaid] = useState(() => sayDispatcherState(oldestDueSeconds))
  useEffect(() => {
    const ask = async () => {
      if (document.hidden) return
      try {
        const health: { oldestDueSeconds: number | null } = await (await fetch('/api/health')).json()
        setSaid(sayDispatcherState(health.oldestDueSeconds))
      } catch {
        setSaid({ tone: 'down', text: 'Server does not answer' })
      }
    }
    const timer = setInterval(ask, EVERY_MS)
    return () => clearInterval(timer)
  }, [])
  return (
    <p className={classes.state} data-tone={said.tone} role="status">
      {said.text}
    </p>
  )
}
