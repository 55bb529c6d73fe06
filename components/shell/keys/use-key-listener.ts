'use client'

import { useEffect } from 'react'
import { boundKey, boundNow } from './key-list.ts'
import { isCharacter, isPlain, readKey } from './key-press.ts'
import { areKeysOn } from './key-setting.ts'

/** So long a sequence waits for its second key. */
const SEQUENCE_MS = 1500

const TYPING =
  'input, textarea, select, [contenteditable]:not([contenteditable="false"]), [role="menu"], [role="listbox"]'
/** These say nothing to a character: a key that is pressed on them is meant for the page. */
const NO_TYPING = 'input:is([type="checkbox"], [type="radio"], [type="button"], [type="submit"])'
/** Enter and Space are theirs. */
const PRESSED = 'a[href], button, summary, [role="button"], [role="tab"], input'

function isTaken(target: EventTarget | null, key: string): boolean {
  if (!(target instanceof Element)) return false
  if (key === 'Enter' || key === ' ') return target.closest(`${TYPING}, ${PRESSED}`) !== null
  return target.closest(TYPING) !== null && !target.matches(NO_TYPING)
}

const isDialogOpen = () => document.querySelector('[aria-modal="true"]') !== null

/** Hears every key of the page and does what is bound to it. */
export function useKeyListener(): void {
  useEffect(() => {
    let begun: { key: string; at: number } | null = null
    const onKeyDown = (event: KeyboardEvent) => {
      const { key, target, repeat, timeStamp } = event
      if (key === 'Shift' || !isPlain(event) || isTaken(target, key) || isDialogOpen()) return
      if (isCharacter(key) && !areKeysOn()) return
      const waiting = begun !== null && timeStamp - begun.at < SEQUENCE_MS ? begun.key : null
      const read = readKey(boundNow(), waiting, key)
      begun = read.begun === null ? null : { key: read.begun, at: timeStamp }
      const found = read.complete === null ? undefined : boundKey(read.complete)
      if (!found || (repeat && !found.repeats)) return
      event.preventDefault()
      found.run()
    }
    document.addEventListener('keydown', onKeyDown)
    return () => document.removeEventListener('keydown', onKeyDown)
  }, [])
}
