'use client'

import { useState } from 'react'
import { useZone } from '#components/ui/local-time.tsx'
import { type Entry, foundEntries, ownEntries, searchEntries } from './entries.ts'
import { type FindPlaces, useFind } from './use-find.ts'

/** The lines for what is written, and the one that is selected: the chosen one, or else the first. */
export function useLines(query: string, find: FindPlaces) {
  const zone = useZone()
  const asked = useFind(query, find)
  // By id, since lines come in above it when the server has answered.
  const [chosen, setChosen] = useState<string>()
  const own = ownEntries(query)
  const found = asked.found ? foundEntries(asked.found, zone) : []
  const entries = [...own, ...found, ...searchEntries(query)]
  const choice = entries.find(({ id }) => id === chosen)
  return {
    ...asked,
    entries,
    isNothingFound: query.trim() !== '' && own.length + found.length === 0,
    isChosen: choice !== undefined,
    selected: choice ?? entries[0],
    choose: (entry: Entry | undefined) => setChosen(entry?.id),
  }
}

export type Lines = ReturnType<typeof useLines>
