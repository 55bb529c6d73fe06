'use client'

import { useEffect, useState } from 'react'
import { type Ask, ask, type Refusal } from '#components/ui/ask.ts'
import type { FoundPlaces } from '#lib/palette/find-places.ts'

export type FindPlaces = Ask<{ query: string }, { ok: true; found: FoundPlaces } | Refusal>

/** So long a person may pause in a word. */
const PAUSE_MS = 180

type Answer = { query: string; found: FoundPlaces | null; failure: string | null }

const NOTHING_ASKED: Answer = { query: '', found: null, failure: null }

/**
 * Asks the server for what is written, once the person pauses. `isAsking`: the answer is not there yet; what is
 * there is of an earlier text.
 */
export function useFind(written: string, find: FindPlaces) {
  const query = written.trim()
  const [answer, setAnswer] = useState(NOTHING_ASKED)
  const [round, setRound] = useState(0)
  useEffect(() => {
    if (query === '') return setAnswer(NOTHING_ASKED)
    let isOld = false
    const timer = setTimeout(async () => {
      const outcome = await ask(find, { query })
      if (isOld) return
      setAnswer(
        outcome.ok
          ? { query, found: outcome.found, failure: null }
          : { query, found: null, failure: outcome.reason },
      )
    }, PAUSE_MS)
    return () => {
      isOld = true
      clearTimeout(timer)
    }
  }, [query, find, round])
  return {
    found: query === '' ? null : answer.found,
    failure: answer.query === query ? answer.failure : null,
    isAsking: answer.query !== query,
    askAgain: () => {
      setAnswer(NOTHING_ASKED)
      setRound(round + 1)
    },
  }
}
