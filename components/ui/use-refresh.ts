'use client'

import { useRouter } from 'next/navigation'
import { useCallback, useRef, useState, useTransition } from 'react'

const LIMIT_MS = 5000

/** Why a page cannot be read at present; null when it can. */
async function findProblem(): Promise<string | null> {
  try {
    const answer = await fetch('/api/health', { cache: 'no-store', signal: AbortSignal.timeout(LIMIT_MS) })
    return answer.ok ? null : 'The database does not answer'
  } catch {
    return 'The server does not answer'
  }
}

/**
 * Reads the page anew. It asks first whether there is anybody to read from: Next would leave the page for the
 * browser's own error otherwise. `problem` says why the page is not new; it goes away by itself.
 */
export function useRefresh(): { refresh: () => void; isReading: boolean; problem: string | null } {
  const router = useRouter()
  const [isReading, startReading] = useTransition()
  const [problem, setProblem] = useState<string | null>(null)
  const isAsking = useRef(false)
  const refresh = useCallback(async () => {
    if (isAsking.current) return
    isAsking.current = true
    const found = await findProblem()
    isAsking.current = false
    setProblem(found)
    if (found === null) startReading(() => router.refresh())
  }, [router])
  return { refresh, isReading, problem }
}
