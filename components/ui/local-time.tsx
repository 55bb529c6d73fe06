'use client'

import { useSyncExternalStore } from 'react'

const nothing = () => () => {}

// A list asks for it in each of its rows, and it takes its time to say.
let ownZone: string | undefined
function zoneOfViewer(): string {
  ownZone ??= Intl.DateTimeFormat().resolvedOptions().timeZone
  return ownZone
}

/** The viewer's zone; UTC until the page has come to life, so that server and browser first draw the same. */
export function useZone(): string {
  return useSyncExternalStore(nothing, zoneOfViewer, () => 'UTC')
}

const DAY: Intl.DateTimeFormatOptions = { weekday: 'short', day: 'numeric', month: 'short' }
const CLOCK: Intl.DateTimeFormatOptions = {
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
}

const MINUTE: Intl.DateTimeFormatOptions = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }

/** The same format for every moment of a zone: to make one takes a hundred times as long as to use it. */
function formats(options: Intl.DateTimeFormatOptions): (at: string, zone: string) => string {
  const known = new Map<string, Intl.DateTimeFormat>()
  return (at, zone) => {
    const format = known.get(zone) ?? new Intl.DateTimeFormat('en-GB', { ...options, timeZone: zone })
    known.set(zone, format)
    return format.format(new Date(at))
  }
}

const day = formats(DAY)
const clockOf = formats(CLOCK)
const minuteOf = formats(MINUTE)

/** The day of a moment in a zone, as "Mon 23 Nov". */
export function dayOf(at: string, zone: string): string {
  return day(at, zone).replace(',', '')
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
  isMinute = false,
}: {
  at: string
  withDay?: boolean
  withMs?: boolean
  /** Of what is known to the minute. */
  isMinute?: boolean
}) {
  const zone = useZone()
  return (
    <time dateTime={at} title={`${at.slice(0, isMinute ? 16 : 23).replace('T', ' ')} UTC, shown in ${zone}`}>
      {withDay && `${dayOf(at, zone)}, `}
      {isMinute ? minuteOf(at, zone) : clockOf(at, zone)}
      {withMs && <span style={{ color: 'var(--mantine-color-dimmed)' }}>.{at.slice(20, 23)}</span>}
    </time>
  )
}
