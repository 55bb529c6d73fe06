'use client'

import { createContext, useContext, useEffect, useRef, useState } from 'react'
import { followCounts } from './follow-counts.ts'

/** What was counted since the page was read; null: nothing yet, the page's own counts stand. */
export const SummaryContext = createContext<unknown>(null)

/** The bars and facets of a list as they are by now: the shape is that of the list's own summary. */
export const useSummary = <Summary,>() => useContext(SummaryContext) as Summary | null // one list a page

/**
 * Counts a list anew once there is something new in it, at most every 3 seconds. What cannot be counted stays as it was: that the
 * list does not go on is said where the list is.
 * @param news changes with what has come; `page` with what was read.
 */
export function useFollowSummary(href: string, isOn: boolean, news: unknown, page: unknown): unknown {
  const [summary, setSummary] = useState<{ page: unknown; value: unknown } | null>(null)
  const isDue = useRef(false)
  const first = useRef(news)
  useEffect(() => {
    if (news !== first.current) isDue.current = true
  }, [news])
  // A page that was read anew has counts of its own.
  useEffect(() => {
    isDue.current = false
    if (!isOn) return
    return followCounts({
      isDue,
      isLookedAt: () => document.visibilityState === 'visible',
      count: async (signal) => {
        const answer = await fetch(href, { signal }).catch(() => null)
        const value = answer?.ok ? await answer.json().catch(() => null) : null
        if (!signal.aborted && value !== null) setSummary({ page, value })
        return value !== null
      },
    })
  }, [href, isOn, page])
  return summary !== null && summary.page === page ? summary.value : null
}
