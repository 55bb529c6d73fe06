'use client'

import { momentOf, useZone } from '#components/ui/local-time.tsx'
import { usePrinting } from '#components/ui/use-printing.ts'
import classes from './print-line.module.css'

/** On paper only: where this was printed from, and when. */
export function PrintLine() {
  const zone = useZone()
  const at = usePrinting()
  if (at === null) return null
  return (
    <p className={classes.line}>
      {location.href}
      <br />
      Printed {momentOf(at, zone)} ({zone})
    </p>
  )
}
