import { useSyncExternalStore } from 'react'

/** A key, or two after one another ("g d"), that does something on the page that is shown. */
export type BoundKey = {
  /** As KeyboardEvent.key names it. */
  keys: string
  /** What it does, for the dialog that lists the keys. */
  label: string
  /** The heading that it stands under there. */
  group: string
  /** Whether holding it down does it again and again. */
  repeats?: boolean
  run: () => void
}

let bound: readonly BoundKey[] = []
const NONE: readonly BoundKey[] = []
const told = new Set<() => void>()

function change(next: readonly BoundKey[]): void {
  bound = next
  for (const tell of told) tell()
}

/** Binds keys; of two on the same key the later one holds. @returns what takes them off. */
export function bindKeys(more: readonly BoundKey[]): () => void {
  change([...bound, ...more])
  return () => change(bound.filter((key) => !more.includes(key)))
}

/** What keys do now. */
export function boundKey(keys: string): BoundKey | undefined {
  return bound.findLast((key) => key.keys === keys)
}

export const boundNow = (): ReadonlySet<string> => new Set(bound.map(({ keys }) => keys))

/** All keys that are bound now, for the dialog. */
export function useKeyList(): readonly BoundKey[] {
  return useSyncExternalStore(
    (tell) => {
      told.add(tell)
      return () => told.delete(tell)
    },
    () => bound,
    () => NONE,
  )
}
