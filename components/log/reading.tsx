'use client'

import { createContext, type ReactNode, type TransitionStartFunction, useContext, useTransition } from 'react'

type Reading = { isReading: boolean; start: TransitionStartFunction }

const ReadingContext = createContext<Reading | null>(null)

/** Around a list and all that narrows it down: while any of it has the list read anew, the list shows that. */
export function ReadingProvider({ children }: { children: ReactNode }) {
  const [isReading, start] = useTransition()
  return <ReadingContext value={{ isReading, start }}>{children}</ReadingContext>
}

/** Whether the list around is being read anew, and how to begin that; null where no list tells of it. */
export const useReading = () => useContext(ReadingContext)
