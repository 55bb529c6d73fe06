'use client'

import { type RefObject, useEffect, useMemo, useState } from 'react'
import { findAll } from './find-all.ts'

/** As bytes-view.module.css paints it. */
const NAME = 'bellhop-found'

function mark(node: Node, start: number, length: number): Range {
  const range = new Range()
  range.setStart(node, start)
  range.setEnd(node, start + length)
  return range
}

/**
 * Marks what is found in the one text node of an element, without a change to it.
 * @returns how many there are (at most 1,000), and what scrolls to the next one.
 */
export function useFind(element: RefObject<HTMLElement | null>, text: string, wanted: string) {
  const [at, setAt] = useState(-1)
  const places = useMemo(() => findAll(text, wanted), [text, wanted])
  useEffect(() => {
    const node = element.current?.firstChild
    if (!node || places.length === 0 || typeof Highlight === 'undefined') return
    const ranges = places.map((start) => mark(node, start, wanted.length))
    const all = CSS.highlights.get(NAME) ?? new Highlight()
    CSS.highlights.set(NAME, all)
    for (const range of ranges) all.add(range)
    return () => {
      for (const range of ranges) all.delete(range)
    }
  }, [element, places, wanted])
  const goOn = (step: 1 | -1) => {
    const box = element.current
    const node = box?.firstChild
    if (!box || !node || places.length === 0) return
    const next = (at + step + places.length) % places.length
    setAt(next)
    const { top } = mark(node, places[next] ?? 0, wanted.length).getBoundingClientRect()
    box.scrollBy({ top: top - box.getBoundingClientRect().top - box.clientHeight / 2 })
  }
  return { count: places.length, goOn }
}
