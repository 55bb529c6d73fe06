'use client'

import { Button, Select } from '@mantine/core'
import { useQueryStates } from 'nuqs'
import { useTransition } from 'react'
import classes from '#components/log/filter-bar.module.css'
import { SearchBox } from '#components/log/search-box.tsx'
import { LICENCE_ORDERS } from '#lib/licences/list-limits.ts'
import { licenceParams } from './search-params.ts'

const LABELS: Record<(typeof LICENCE_ORDERS)[number], string> = {
  number: 'By number',
  newest: 'Newest registered',
}
const ORDERS = LICENCE_ORDERS.map((value) => ({ value, label: LABELS[value] }))

/** What the list of licences is narrowed to, and its order. A change goes back to its first page. */
export function LicenceFilters() {
  const [, startReading] = useTransition()
  const [params, setParams] = useQueryStates(licenceParams, { shallow: false, startTransition: startReading })
  const change = (values: Parameters<typeof setParams>[0] & object) =>
    setParams({ ...values, before: null, after: null })
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
        {params.search && (
          <Button variant="subtle" onClick={() => setParams(null)}>
            Clear
          </Button>
        )}
      </div>
    </div>
  )
}
