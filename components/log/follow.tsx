'use client'

import { useEffect } from 'react'
import { useRefresh } from '#components/ui/use-refresh.ts'
import classes from './follow.module.css'

const EVERY_MS = 1500

/**
 * Reads the page anew from the moment when one of the attempts to come is due.
 * @param due when they are due (ISO), of pending deliveries only; none: nothing is to follow.
 * @param onDue reads in place of the whole page.
 */
export function Follow({ due, onDue }: { due: (string | null)[]; onDue?: () => void }) {
  const { refresh: readPage, problem } = useRefresh()
  const refresh = onDue ?? readPage
  const earliest = due.length > 0 ? Math.min(...due.map((at) => (at ? Date.parse(at) : 0))) : null
  useEffect(() => {
    if (earliest === null) return
    const timer = setInterval(() => {
      if (earliest <= Date.now() && document.visibilityState === 'visible') refresh()
    }, EVERY_MS)
    return () => clearInterval(timer)
  }, [earliest, refresh])
  return (
    <p role="status" className={classes.problem}>
      {problem && `${problem}: this is the page as it was.`}
    </p>
  )
}
