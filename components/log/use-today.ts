'use client'

import { useInterval } from '@mantine/hooks'
import { useEffect, useState } from 'react'

const LOOK_MS = 60_000

/**
 * A moment of the viewer's present day, another one when the next day has begun: a page may stay open over midnight. null: his
 * zone is not known yet, as on the server.
 */
export function useToday(): Date | null {
  const [today, setToday] = useState<Date | null>(null)
  const look = () => {
    const now = new Date()
    setToday((before) => (before?.toDateString() === now.toDateString() ? before : now))
  }
  useEffect(look, [])
  useInterval(look, LOOK_MS, { autoInvoke: true })
  return today
}
