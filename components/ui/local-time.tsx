'use client'

import { Tooltip } from '@mantine/core'
import { useSyncExternalStore } from 'react'

const nothing = () => () => {}

/** The viewer's zone; UTC until the page has come to life, so that server and browser first draw the same. */
export function useZone(): string {
  return useSyncExternalStore(
    nothing,
    () => Intl.DateTimeFormat().resolvedOptions().timeZone,
    () => 'UTC',
  )
}

const DAY: Intl.DateTimeFormatOptions = { weekday: 'short', day: 'numeric', month: 'short' }
const CLOCK: Intl.DateTimeFormatOptions = {
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
}

/** The day of a moment in a zone, as "Mon 23 Nov". */
export function dayOf(at: string, zone: string): string {
  return new Intl.DateTimeFormat('en-GB', { ...DAY, timeZone: zone }).format(new Date(at)).replace(',', '')
}

function clockOf(at: string, zone: string): string {
  return new Intl.DateTimeFormat('en-GB', { ...CLOCK, timeZone: zone }).format(new Date(at))
}

/** A moment in a zone, as "Mon 23 Nov, 14:32:48". `at` is ISO. */
export function momentOf(at: string, zone: string): string {
  return `${dayOf(at, zone)}, ${clockOf(at, zone)}`
}

/** A moment in the viewer's zone; UTC on hover. `at` is ISO. */
export function LocalTime({
  at,
  withDay = false,
  withMs = false,
}: {
  at: string
  withDay?: boolean
  withMs?: boolean
}) {
  const zone = useZone()
  return (
    <Tooltip label={`${at.slice(0, 23).replace('T', ' ')} UTC, shown in ${zone}`}>
      <time dateTime={at}>
        {withDay && `${dayOf(at, zone)}, `}
        {clockOf(at, zone)}
        {withMs && <span style={{ color: 'var(--mantine-color-dimmed)' }}>.{at.slice(20, 23)}</span>}
      </time>
    </Tooltip>
  )
}
