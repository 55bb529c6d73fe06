/** What of a key press decides whether it is meant for the page. */
export type Press = Pick<
  KeyboardEvent,
  'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'isComposing' | 'defaultPrevented'
>

/** Whether a key alone was pressed. Shift is no modifier: without it some keys cannot be typed. */
export function isPlain({ ctrlKey, metaKey, altKey, isComposing, defaultPrevented }: Press): boolean {
  return !(ctrlKey || metaKey || altKey || isComposing || defaultPrevented)
}

/** A key that writes something: only these can be switched off. Enter and Esc work everywhere. */
export const isCharacter = (key: string): boolean => [...key].length === 1

/** The keys of a sequence, one after another. */
export const partsOf = (keys: string): string[] => (keys === ' ' ? [keys] : keys.split(' '))

/** The keys that begin a sequence, as "g" does in "g d". */
function beginnings(known: Iterable<string>): Set<string> {
  return new Set([...known].map(partsOf).flatMap(([first, second]) => (first && second ? [first] : [])))
}

/**
 * What a key means after another one that began a sequence (`begun`, or null).
 * @returns the sequence that is complete with it, or the one that it begins.
 */
export function readKey(
  known: ReadonlySet<string>,
  begun: string | null,
  key: string,
): { complete: string | null; begun: string | null } {
  const sequence = begun === null ? key : `${begun} ${key}`
  if (known.has(sequence)) return { complete: sequence, begun: null }
  if (begun === null && beginnings(known).has(key)) return { complete: null, begun: key }
  // What does not end a sequence is a key of its own.
  return begun === null ? { complete: null, begun: null } : readKey(known, null, key)
}
