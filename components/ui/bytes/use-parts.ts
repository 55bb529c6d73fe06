'use client'

import { useMemo, useState } from 'react'
import { byteParts, PART_BYTES } from './byte-parts.ts'

export function fromBase64(base64: string): Uint8Array {
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))
}

type Whole = { of: string; bytes: Uint8Array }

/**
 * Bytes in parts that can be shown, of which only the first may be here: the rest is fetched when it is asked for, once.
 * @param source where all of them are; without it there is no more than what is here.
 */
export function useParts({ base64, size, source }: { base64: string; size: number; source?: string }) {
  const begun = useMemo(() => fromBase64(base64), [base64])
  const [whole, setWhole] = useState<Whole | null>(null)
  const [chosen, setChosen] = useState({ of: '', at: 0 })
  const [problem, setProblem] = useState<string | null>(null)
  const [isFetching, setFetching] = useState(false)
  // Of another attempt, say, that was fetched before this one was chosen.
  const key = `${source} ${size} ${base64.length}`
  const all = whole?.of === key ? whole.bytes : null
  const bytes = all ?? begun
  const parts = useMemo(() => byteParts(bytes), [bytes])
  const isWhole = bytes.length >= size
  const at = chosen.of === key ? Math.min(chosen.at, parts.length - 1) : 0
  const part = parts[at] ?? begun

  /** All of them; null when they cannot be had. */
  async function fetchAll(): Promise<Uint8Array | null> {
    if (isWhole) return bytes
    if (source === undefined) return null
    setFetching(true)
    setProblem(null)
    try {
      const answer = await fetch(source)
      if (!answer.ok) throw new Error(await answer.text())
      const fetched = new Uint8Array(await answer.arrayBuffer())
      setWhole({ of: key, bytes: fetched })
      return fetched
    } catch (error) {
      setProblem(
        error instanceof TypeError ? 'The server does not answer.' : String((error as Error).message),
      )
      return null
    } finally {
      setFetching(false)
    }
  }
  // A guess while only the first is here.
  const guessed = Math.ceil(size / PART_BYTES)
  const count = isWhole || source === undefined ? parts.length : Math.max(parts.length, guessed)
  return {
    part,
    at,
    /** Where the part begins among all bytes. */
    offset: part.byteOffset - bytes.byteOffset,
    /** How many parts there are; a guess until the rest was fetched. */
    count,
    isWhole,
    isFetching,
    problem,
    fetchAll,
    goTo: async (number: number) => {
      // The last one is the last, however many there turn out to be.
      const wanted = number === count - 1 ? Number.POSITIVE_INFINITY : number
      if (number === 0 || (await fetchAll()) !== null) setChosen({ of: key, at: wanted })
    },
  }
}
