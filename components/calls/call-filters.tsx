'use client'

import { Button, Checkbox, Select } from '@mantine/core'
import classes from '#components/log/filter-bar.module.css'
import { FilterMenu } from '#components/log/filter-menu.tsx'
import type { FilterOption } from '#components/log/filter-options.ts'
import { SearchBox } from '#components/log/search-box.tsx'
import { SinceSelect } from '#components/log/since-select.tsx'
import { useListParams } from '#components/log/use-list-params.ts'
import { EVENT_TYPES } from '#lib/livechat/catalogue.ts'
import own from './calls.module.css'
import { CALL_FATES, callParams } from './search-params.ts'

const EVENT_OPTIONS = EVENT_TYPES.map((value) => ({ value, label: value }))
const FATES: { value: '' | (typeof CALL_FATES)[number]; label: string }[] = [
  { value: '', label: 'Whatever came of it' },
  { value: 'delivered', label: 'Accepted' },
  { value: 'nowhere', label: 'Goes nowhere' },
  { value: 'rejected', label: 'Rejected' },
]

/** What the list of events is narrowed to. A change goes back to its newest page. */
export function CallFilters({ licences }: { licences: FilterOption[] }) {
  const { params, change, clear, isNarrowed } = useListParams(callParams)
  return (
    <div className={classes.bar}>
      <SearchBox
        placeholder="Search words of the payload: agent, client, order …"
        value={params.search ?? ''}
        onChange={(search) => change({ search: search || null })}
      />
      <div className={classes.filters}>
        <Select
          aria-label="What came of it"
          data={FATES}
          value={params.fate ?? ''}
          onChange={(value) => change({ fate: CALL_FATES.find((fate) => fate === value) ?? null })}
          allowDeselect={false}
        />
        <Checkbox
          className={own.oddFilter}
          label="Odd only"
          checked={params.odd}
          onChange={(event) => change({ odd: event.currentTarget.checked })}
        />
        <FilterMenu
          label="Event type"
          options={EVENT_OPTIONS}
          values={params.event}
          onChange={(event) => change({ event })}
          other="Another event type"
        />
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
