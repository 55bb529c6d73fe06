import { useSyncExternalStore } from 'react'

const KEPT_AS = 'bellhop-single-keys'
const OFF = 'off'

let isOn: boolean | undefined
const told = new Set<() => void>()

function read(): boolean {
  try {
    return localStorage.getItem(KEPT_AS) !== OFF
  } catch {
    return true
  }
}

/** Whether single keys do something: kept in this browser. */
export function areKeysOn(): boolean {
  isOn ??= read()
  return isOn
}

export function setKeysOn(next: boolean): void {
  isOn = next
  try {
    localStorage.setItem(KEPT_AS, next ? 'on' : OFF)
  } catch {
    // A browser that keeps nothing: it holds for this page.
  }
  for (const tell of told) tell()
}

export function useKeysOn(): boolean {
  return useSyncExternalStore(
    (tell) => {
      told.add(tell)
      return () => told.delete(tell)
    },
    areKeysOn,
    () => true,
  )
}
