import { setTimeout as wait } from 'node:timers/promises'

/** A bell that can ring before someone listens: the next wait then ends at once. */
export function makeBell(): { ring: () => void; heard: (limitMs: number) => Promise<void> } {
  let rung = false
  let wake: (() => void) | undefined
  return {
    ring() {
      rung = true
      wake?.()
    },
    async heard(limitMs) {
      if (!rung) {
        const timer = new AbortController()
        await Promise.race([
          new Promise<void>((done) => {
            wake = done
          }),
          wait(limitMs, undefined, { signal: timer.signal }).catch(() => {}),
        ])
        timer.abort()
      }
      rung = false
      wake = undefined
    },
  }
}
