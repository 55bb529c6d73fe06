'use client'

import { useEffect, useState } from 'react'
import { sayCountdown } from './duration.ts'

const TICK_MS = 1000

/** Counts down to a moment (ISO); once it is past it says what `due` says. The server does not know the time left. */
export function Countdown({ to, before = '', due = 'now' }: { to: string; before?: string; due?: string }) {
  const [left, setLeft] = useState<number | null>(null)
  useEffect(() => {
    const tick = () => setLeft(Date.parse(to) - Date.now())
    tick()
    const timer = setInterval(tick, TICK_MS)
    return () => clearInterval(timer)
  }, [to])
  if (left === null) return <span aria-live="off">{before}…</span>
  return <span aria-live="off">{left > 0 ? `${before}${sayCountdown(left)}` : due}</span>
}
