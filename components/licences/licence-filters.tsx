'use client'

import { Button, Select } from '@mantine/core'
import classes from '#components/log/filter-bar.module.css'
import { SearchBox } from '#components/log/search-box.tsx'
import { useListParams } from '#components/log/use-list-params.ts'
import { LICENCE_ORDERS } from '#lib/licences/list-limits.ts'
import { licenceParams } from './search-params.ts'

const LABELS: Record<(typeof LICENCE_ORDERS)[number], string> = {
  number: 'By number',
  newest: 'Newest registered',
}
const ORDERS = LICENCE_ORDERS.map((value) => ({ value, label: LABELS[value] }))

/** What the list of licences is narrowed to, and its order. A change goes back to its first page. */
export function LicenceFilters() {
  const { params, change, clear, isNarrowed } = useListParams(licenceParams, { always: ['order'] })
  return (
    <div className={classes.bar}>
      <SearchBox
        label="Search licences"
        placeholder="Part of a licence number"
        value={params.search ?? ''}
        onChange={(search) => change({ search: search || null })}
      />
      <div className={classes.filters}>
        <Select
          aria-label="Order"
          data={ORDERS}
          value={params.order}
          onChange={(value) => change({ order: LICENCE_ORDERS.find((order) => order === value) ?? null })}
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
