'use client'

import { useSyncExternalStore } from 'react'

const EVERY_MS = 10_000

/** What /api/health says of the server; `server` or `database`: that one does not answer. */
export type LiveHealth = {
  away: 'server' | 'database' | null
  oldestDueSeconds: number | null
  /** Counted up to COUNT_BOUND + 1. */
  held: number | null
}

let known: LiveHealth | null = null
let timer: ReturnType<typeof setInterval> | undefined
const told = new Set<() => void>()

async function look(): Promise<void> {
  if (document.hidden) return
  try {
    const { oldestDueSeconds, held }: Omit<LiveHealth, 'away'> = await (await fetch('/api/health')).json()
    known = { away: oldestDueSeconds === null ? 'database' : null, oldestDueSeconds, held }
  } catch {
    known = { away: 'server', oldestDueSeconds: null, held: null }
  }
  for (const tell of told) tell()
}

function subscribe(tell: () => void): () => void {
  told.add(tell)
  timer ??= setInterval(look, EVERY_MS)
  return () => {
    told.delete(tell)
    if (told.size > 0) return
    clearInterval(timer)
    timer = undefined
  }
}

/** Asks /api/health every 10 s while the page is looked at, once for all who want to know; null until it has answered. */
export function useHealth(): LiveHealth | null {
  return useSyncExternalStore(
    subscribe,
    () => known,
    () => null,
  )
}
