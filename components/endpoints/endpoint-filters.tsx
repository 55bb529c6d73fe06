'use client'

import { Button, Select } from '@mantine/core'
import classes from '#components/log/filter-bar.module.css'
import { SearchBox } from '#components/log/search-box.tsx'
import { useListParams } from '#components/log/use-list-params.ts'
import { ENDPOINT_FILTER_NAMES, ENDPOINT_FILTERS } from '#lib/endpoints/list-filters.ts'
import { endpointParams } from './search-params.ts'

const ALL = { value: '', label: 'All endpoints' }
const STATES = [
  ALL,
  ...ENDPOINT_FILTER_NAMES.map((value) => ({ value, label: ENDPOINT_FILTERS[value].label })),
]

/** What the list of endpoints is narrowed to. A change goes back to its first page. */
export function EndpointFilters() {
  const { params, change, clear, isNarrowed } = useListParams(endpointParams)
  return (
    <div className={classes.bar}>
      <SearchBox
        label="Search endpoints"
        placeholder="Part of a URL"
        value={params.search ?? ''}
        onChange={(search) => change({ search: search || null })}
      />
      <div className={classes.filters}>
        <Select
          aria-label="State"
          data={STATES}
          value={params.state ?? ''}
          onChange={(value) =>
            change({ state: ENDPOINT_FILTER_NAMES.find((name) => name === value) ?? null })
          }
          allowDeselect={false}
        />
        {isNarrowed && (
          <Button variant="subtle" onClick={clear}>
            Clear
          </Button>
        )}
      </div>
    </div>
  )
}
