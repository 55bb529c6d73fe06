/** An answer is good for so long. */
const FRESH_MS = 4000
/** The door keeps calls over the same connections: so many of them read for the overview at a time. */
const AT_ONCE = 3

type Shared = { at: number; answer: Promise<unknown> }

/**
 * Reads for all who look at the same page at the same time: who asks for what is being read, or was read a moment ago, gets
 * the same answer, and only a few are read at once. A failure is forgotten at once.
 */
export function makeSharedReads({ freshMs = FRESH_MS, atOnce = AT_ONCE, now = Date.now } = {}) {
  const known = new Map<string, Shared>()
  const waiting: (() => void)[] = []
  let reading = 0

  async function inTurn<T>(read: () => Promise<T>): Promise<T> {
    if (reading >= atOnce) await new Promise<void>((go) => waiting.push(go))
    else reading += 1
    try {
      return await read()
    } finally {
      const next = waiting.shift()
      if (next) next()
      else reading -= 1
    }
  }

  return function share<T>(name: string, read: () => Promise<T>): Promise<T> {
    const before = known.get(name)
    // A name is always of the same read, so it has its type.
    if (before && now() - before.at < freshMs) return before.answer as Promise<T>
    const answer = inTurn(read)
    const shared = { at: Number.POSITIVE_INFINITY, answer }
    known.set(name, shared)
    const forget = () => {
      if (known.get(name) === shared) known.delete(name)
    }
    answer.then(() => {
      shared.at = now()
    }, forget)
    return answer
  }
}

/** Those of this process. */
export const shareRead = makeSharedReads()
