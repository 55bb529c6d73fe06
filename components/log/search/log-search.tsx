'use client'

import { type ListTime, TimeMenu } from '#components/log/time-menu.tsx'
import { addTerms, type Narrowed, pillsOf } from './pills.ts'
import classes from './search-line.module.css'
import { SearchLine } from './search-line.tsx'
import type { Terms } from './term.ts'

type Props<Key extends string> = {
  terms: Terms<Key>
  placeholder: string
  narrowed: Narrowed<Key> & ListTime
  /** Values that are offered, by key. */
  known: Partial<Record<Key, readonly string[]>>
  /** How a value is shown. */
  show?: (key: Key, value: string) => string
  onChange(change: Record<string, string | string[] | null>): void
}

const asItIs = (_: string, value: string) => value

/** What a log is searched for, and the time of it. A change goes back to its first page. */
export function LogSearch<Key extends string>(props: Props<Key>) {
  const { terms, placeholder, narrowed, known, show = asItIs, onChange } = props
  const pills = pillsOf<Key>(narrowed, terms, show)
    // The time has a place of its own.
    .filter(({ key }) => key !== 'since' && key !== 'until')
    .map(({ key, text }) => ({
      id: key,
      name: key === 'search' ? null : key,
      text,
      onRemove: () => onChange({ [key]: null }),
    }))
  return (
    <div className={classes.bar}>
      <SearchLine
        terms={terms}
        placeholder={placeholder}
        pills={pills}
        known={known}
        onSearch={(added, search) => onChange(addTerms<Key>(narrowed, terms, added, search))}
      />
      <TimeMenu time={narrowed} onChange={onChange} />
    </div>
  )
}
