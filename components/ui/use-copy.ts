'use client'

import { useEffect, useState } from 'react'

const TOLD_MS = 2000

/** Over plain http on another host browsers have no clipboard; a selection can still be copied. */
function copySelection(text: string): boolean {
  const field = document.createElement('textarea')
  field.value = text
  field.readOnly = true
  field.style.position = 'fixed'
  field.style.opacity = '0'
  const before = document.activeElement
  document.body.append(field)
  field.select()
  const isCopied = document.execCommand('copy')
  field.remove()
  if (before instanceof HTMLElement) before.focus()
  return isCopied
}

/** Copies a text, and tells for two seconds what came of it. */
export function useCopy(): { copy: (text: string) => void; outcome: 'copied' | 'not copied' | null } {
  const [outcome, setOutcome] = useState<'copied' | 'not copied' | null>(null)
  useEffect(() => {
    if (outcome === null) return
    const timer = setTimeout(() => setOutcome(null), TOLD_MS)
    return () => clearTimeout(timer)
  }, [outcome])
  const copy = async (text: string) => {
    try {
      if (navigator.clipboard) await navigator.clipboard.writeText(text)
      else if (!copySelection(text)) throw new Error('not copied')
      setOutcome('copied')
    } catch {
      setOutcome('not copied')
    }
  }
  return { copy, outcome }
}
