'use client'

import { type ReactNode, useEffect, useRef, useState } from 'react'

/** A box whose class bounds its height. Once it scrolls, the keyboard reaches it. */
export function ScrollBox({ className, children }: { className: string | undefined; children: ReactNode }) {
  const box = useRef<HTMLDivElement>(null)
  const [doesScroll, setScrolls] = useState(false)
  useEffect(() => {
    const element = box.current
    if (!element) return
    const observer = new ResizeObserver(() => setScrolls(element.scrollHeight > element.clientHeight))
    observer.observe(element)
    return () => observer.disconnect()
  }, [])
  return (
    <div ref={box} className={className} tabIndex={doesScroll ? 0 : undefined}>
      {children}
    </div>
  )
}
