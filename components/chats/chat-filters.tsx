'use client'

import { Button } from '@mantine/core'
import { useQueryStates } from 'nuqs'
import { useTransition } from 'react'
import classes from '#components/log/filter-bar.module.css'
import { FilterMenu } from '#components/log/filter-menu.tsx'
import type { FilterOption } from '#components/log/filter-options.ts'
import { SearchBox } from '#components/log/search-box.tsx'
import { SinceSelect } from '#components/log/since-select.tsx'
import { chatsParams } from './search-params.ts'

/** What the list of chats is narrowed to. A change goes back to its newest page. */
export function ChatFilters({ licences }: { licences: FilterOption[] }) {
  const [, startReading] = useTransition()
  const [params, setParams] = useQueryStates(chatsParams, { shallow: false, startTransition: startReading })
  const change = (values: Parameters<typeof setParams>[0] & object) =>
    setParams({ ...values, before: null, after: null })
  return (
    <div className={classes.bar}>
      <SearchBox
        placeholder="Search an agent, a client, words of the conversation …"
        value={params.search ?? ''}
        onChange={(search) => change({ search: search || null })}
      />
      <div className={classes.filters}>
        <FilterMenu
          label="Licence"
          options={licences}
          values={params.licence}
          onChange={(licence) => change({ licence })}
          other="Licence number"
        />
        <SinceSelect since={params.since} onChange={(since) => change({ since })} />
        {Boolean(params.licence.length || params.since || params.search) && (
          <Button variant="subtle" onClick={() => setParams(null)}>
            Clear
          </Button>
        )}
      </div>
    </div>
  )
}
