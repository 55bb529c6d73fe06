'use client'

import { useEffect, useEffectEvent } from 'react'
import { type BoundKey, bindKeys } from './key-list.ts'

/**
 * Binds a key while the component is there; `?` lists it by its label. It is never pressed while somebody types or a
 * dialog is open, nor with a modifier, nor when single keys are switched off.
 *
 *     useKey({ keys: 'j', label: 'Next row', group: 'In the log', repeats: true, run: () => move(1) })
 *
 * @param key.isOff takes it off for now.
 */
export function useKey({
  keys,
  label,
  group,
  repeats = false,
  isOff = false,
  run,
}: BoundKey & { isOff?: boolean }): void {
  const runNow = useEffectEvent(run)
  useEffect(() => {
    if (isOff) return
    return bindKeys([{ keys, label, group, repeats, run: () => runNow() }])
  }, [keys, label, group, repeats, isOff])
}
