'use client'

import { useCallback, useEffect, useRef, useState } from 'react'
import { type LiveRows, mergeNews, showHeld } from './merge-news.ts'

type Options<Row> = {
  /** The rows as the page was read. */
  rows: Row[]
  /** Where the news come from. */
  href: string
  isOn: boolean
  /** Whether new rows must not move the list just now. */
  isHolding: () => boolean
}

/** `of`: where its news come from; those of another list, which were on their way, are not its own. */
type Followed<Row> = LiveRows<Row> & { of: string }

const begin = <Row>(rows: Row[], of: string): Followed<Row> => ({ of, rows, held: [], fresh: new Set() })

/**
 * Follows a list by server-sent events. The browser connects again by itself when the server was away; `problem` says why
 * there is nothing new.
 */
export function useLive<Row extends { id: string }>({ rows, href, isOn, isHolding }: Options<Row>) {
  const [page, setPage] = useState(rows)
  const [list, setList] = useState(() => begin(rows, href))
  const [problem, setProblem] = useState<string | null>(null)
  // The page was read anew: its rows are newer than what was followed.
  if (page !== rows) {
    setPage(rows)
    setList(begin(rows, href))
  }
  const holding = useRef(isHolding)
  useEffect(() => {
    holding.current = isHolding
  })
  useEffect(() => {
    if (!isOn) {
      setProblem(null)
      return
    }
    const source = new EventSource(href)
    source.addEventListener('rows', (event) => {
      setProblem(null)
      const news: Row[] = JSON.parse(event.data)
      setList((before) =>
        before.of === href ? { ...mergeNews(before, news, holding.current()), of: href } : before,
      )
    })
    source.addEventListener('problem', (event) => setProblem(JSON.parse(event.data)))
    source.addEventListener('error', () =>
      setProblem(
        source.readyState === EventSource.CLOSED
          ? 'Live has stopped. Load the page again.'
          : 'The server does not answer; trying again.',
      ),
    )
    return () => source.close()
  }, [href, isOn])
  const show = useCallback(() => setList((before) => ({ ...showHeld(before), of: before.of })), [])
  return { ...list, problem, show }
}
