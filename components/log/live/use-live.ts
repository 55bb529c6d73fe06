'use client'

import { useCallback, useEffect, useRef, useState } from 'react'
import { changeRows, dropLeft, isNews, type LiveRows, mergeNews, showHeld } from './merge-news.ts'

type Options<Row> = {
  /** The rows as the page was read. */
  rows: Row[]
  /** Whether these are all: nothing that belongs to the list is older. */
  isWhole: boolean
  /** Where the news come from. */
  href: string
  isOn: boolean
  /** Whether new rows must not move the list just now. */
  isHolding: () => boolean
}

/** `of`: where its news come from; those of another list, which were on their way, are not its own. */
type Followed<Row> = LiveRows<Row> & { of: string }

const begin = <Row>({ rows, isWhole, href }: Options<Row>): Followed<Row> => ({
  ...{ of: href, rows, held: [], isWhole },
  fresh: new Set(),
})

/**
 * Follows a list by server-sent events. The browser connects again by itself when the server was away; `problem` says why
 * there is nothing new.
 */
export function useLive<Row extends { id: string }>(options: Options<Row>) {
  const { rows, href, isOn, isHolding } = options
  const [page, setPage] = useState(rows)
  const [list, setList] = useState(() => begin(options))
  const [problem, setProblem] = useState<string | null>(null)
  // The page was read anew: its rows are newer than what was followed.
  if (page !== rows) {
    setPage(rows)
    setList(begin(options))
  }
  // Changes with everything new that is heard.
  const [heard, setHeard] = useState(0)
  const holding = useRef(isHolding)
  const shown = useRef(list)
  useEffect(() => {
    holding.current = isHolding
    shown.current = list
  })
  useEffect(() => {
    if (!isOn) {
      setProblem(null)
      return
    }
    const source = new EventSource(href)
    // A connection first tells all there is.
    let isFirst = true
    const change = (work: (before: LiveRows<Row>) => LiveRows<Row>) =>
      setList((before) => (before.of === href ? { ...work(before), of: href } : before))
    source.addEventListener('rows', (event) => {
      setProblem(null)
      const news: Row[] = JSON.parse(event.data)
      const isAll = isFirst
      isFirst = false
      if (!isAll || isNews(shown.current, news)) setHeard((before) => before + 1)
      change((before) => mergeNews(isAll ? dropLeft(before, news) : before, news, holding.current()))
    })
    source.addEventListener('left', (event) => {
      const left: Row[] = JSON.parse(event.data)
      change((before) => changeRows(before, left))
    })
    source.addEventListener('problem', (event) => setProblem(JSON.parse(event.data)))
    source.addEventListener('error', () => {
      isFirst = true
      setProblem(
        source.readyState === EventSource.CLOSED
          ? 'Live has stopped. Load the page again.'
          : 'The server does not answer; trying again.',
      )
    })
    return () => source.close()
  }, [href, isOn])
  const show = useCallback(() => setList((before) => ({ ...showHeld(before), of: before.of })), [])
  return { ...list, heard, problem, show }
}
