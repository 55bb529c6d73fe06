'use client'

import { Button } from '@mantine/core'
import classes from '#components/log/filter-bar.module.css'
import { FilterMenu } from '#components/log/filter-menu.tsx'
import type { FilterOption } from '#components/log/filter-options.ts'
import { SearchBox } from '#components/log/search-box.tsx'
import { SinceSelect } from '#components/log/since-select.tsx'
import { useListParams } from '#components/log/use-list-params.ts'
import { chatsParams } from './search-params.ts'

/** What the list of chats is narrowed to. A change goes back to its newest page. */
export function ChatFilters({ licences }: { licences: FilterOption[] }) {
  const { params, change, clear, isNarrowed } = useListParams(chatsParams)
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
        {isNarrowed && (
          <Button variant="subtle" onClick={clear}>
            Clear
          </Button>
        )}
      </div>
    </div>
  )
}
