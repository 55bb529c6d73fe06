import type { FocusEvent } from 'react'

/** Where the focus was before it went into the notice. */
let before: HTMLElement | null = null

const TOAST = '[data-toast]'

/** Keeps where the focus came from when it enters a notice. */
export function rememberFocus({ relatedTarget }: FocusEvent): void {
  if (relatedTarget instanceof HTMLElement && !relatedTarget.closest(TOAST)) before = relatedTarget
}

/** Gives the focus back, if it is in a notice that goes away: on with what the person was at. */
export function returnFocus(): void {
  if (document.activeElement?.closest(TOAST) && before?.isConnected) before.focus()
}
