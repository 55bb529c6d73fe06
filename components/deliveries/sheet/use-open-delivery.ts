'use client'

import { useCallback, useEffect, useRef, useState } from 'react'
import { ATTEMPT_PARAM, isId } from '../search-params.ts'
import type { OpenDelivery } from './open-delivery.ts'

type State = { id: string; open: OpenDelivery | null; problem: string | null }

/**
 * Reads the delivery that is open beside the log, and again when `version` changes. What is there stays until the next is
 * there; `problem` says why it could not be read.
 */
export function useOpenDelivery(id: string | null, attempt: number | null, version: string) {
  const [state, setState] = useState<State | null>(null)
  const reading = useRef<AbortController | null>(null)
  const read = useCallback(async (which: string, number: number | null) => {
    reading.current?.abort()
    const ended = new AbortController()
    reading.current = ended
    // Whatever else stands in the address would be another address of the server's.
    if (!isId(which)) {
      setState({ id: which, open: null, problem: 'This delivery is not in the log (any more).' })
      return
    }
    const query = number === null ? '' : `?${ATTEMPT_PARAM}=${number}`
    try {
      const answer = await fetch(`/api/deliveries/${which}${query}`, { signal: ended.signal })
      const given: OpenDelivery | { problem: string } = await answer.json()
      setState((before) =>
        'problem' in given
          ? { id: which, open: before?.id === which ? before.open : null, problem: given.problem }
          : { id: which, open: given, problem: null },
      )
    } catch {
      if (ended.signal.aborted) return
      setState((before) => ({
        id: which,
        open: before?.id === which ? before.open : null,
        problem: 'The server does not answer.',
      }))
    }
  }, [])
  // Another version is what to read it again for.
  useEffect(() => {
    if (id === null) {
      reading.current?.abort()
      setState(null)
    } else read(id, attempt)
  }, [id, attempt, version, read])
  return { state, readAgain: () => void (id && read(id, attempt)) }
}
