import type { MadeCall } from './calls.ts'
import type { Arrival } from './receiver.ts'
import type { Ground, Stage } from './stage.ts'

/** How much of it: a few minutes for all, or as much as it takes. */
export type Size = 'short' | 'whole'

/** What came of a fault, for the judge. */
export type Played = {
  calls: MadeCall[]
  arrivals: Arrival[]
  /** When the fault set in; milliseconds since 1970. */
  injectedAt: number
  /** What the fault itself saw broken, sentences. */
  violations: string[]
  /** Figures worth a line, sentences. */
  notes: string[]
}

/** Something that goes wrong, and what is promised all the same. */
export type Fault = {
  name: string
  injected: string
  promised: string
  /** What a Bellhop of its own is to stand on, if it needs one; others share one. */
  ground?: () => Ground
  run: (stage: Stage, size: Size) => Promise<Played>
}

export type Verdict = {
  fault: string
  /** Calls that were answered 200, and those that were not. */
  events: number
  notTaken: number
  /** Answered 200, and neither at the receiver nor still due. */
  lost: number
  /** Arrivals of a webhook-id that was answered 200 before. */
  duplicates: number
  /** From the fault until nothing arrived late any more, milliseconds; null: nothing was late. */
  recoveredMs: number | null
  tookMs: number
  violations: string[]
  notes: string[]
}
