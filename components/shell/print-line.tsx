'use client'

import { useZone } from '#components/ui/local-time.tsx'
import { usePrinting } from '#components/ui/use-printing.ts'
import classes from './print-line.module.css'

const WHOLE: Intl.DateTimeFormatOptions = { dateStyle: 'long', timeStyle: 'long' }

/** On paper only: where this was printed from, and when. */
export function PrintLine() {
  const zone = useZone()
  const at = usePrinting()
  if (at === null) return null
  return (
    <p className={classes.line}>
      {location.href}
      <br />
      Printed {new Intl.DateTimeFormat('en-GB', { ...WHOLE, timeZone: zone }).format(new Date(at))}
    </p>
  )
}
