'use client'

import { usePathname } from 'next/navigation'
import { useEffect, useRef } from 'react'

/** The element of `main` that the skip link leads to. */
export const CONTENT_ID = 'content'

const FIELD = 'input, select, textarea'

/** What the address names on the page (of a form its first field), or else the page's heading. */
function arrivedAt(content: HTMLElement): HTMLElement {
  const named = document.getElementById(location.hash.slice(1))
  return named?.querySelector<HTMLElement>(FIELD) ?? named ?? content.querySelector('h1') ?? content
}

/** After a change of page the focus goes on from the new page's heading, unless something there has taken it. */
export function useArrivalFocus(): void {
  const path = usePathname()
  const seen = useRef(path)
  useEffect(() => {
    if (seen.current === path) return
    seen.current = path
    const content = document.getElementById(CONTENT_ID)
    if (!content || (document.activeElement !== content && content.contains(document.activeElement))) return
    arrivedAt(content).focus({ preventScroll: location.hash === '' })
  }, [path])
}
