'use client'

import { useSyncExternalStore } from 'react'

/** When the page was last asked to be printed, as an ISO string; null while it is shown on a screen. */
let printingAt: string | null = null
const told = new Set<() => void>()

function change(isPrinting: boolean): void {
  if (isPrinting === (printingAt !== null)) return
  printingAt = isPrinting ? new Date().toISOString() : null
  for (const tell of told) tell()
}

function subscribe(tell: () => void): () => void {
  const print = window.matchMedia('print')
  const onChange = () => change(print.matches)
  const [before, after] = [() => change(true), () => change(false)]
  told.add(tell)
  // The media query alone comes too late in some browsers, the two events do not come with a print preview of others.
  print.addEventListener('change', onChange)
  window.addEventListener('beforeprint', before)
  window.addEventListener('afterprint', after)
  return () => {
    told.delete(tell)
    print.removeEventListener('change', onChange)
    window.removeEventListener('beforeprint', before)
    window.removeEventListener('afterprint', after)
  }
}

/** The moment at which the page is printed, as an ISO string; null while it is on a screen. */
export function usePrinting(): string | null {
  return useSyncExternalStore(
    subscribe,
    () => printingAt,
    () => null,
  )
}
