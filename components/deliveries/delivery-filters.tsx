'use client'

import { Button } from '@mantine/core'
import { useQueryStates } from 'nuqs'
import { useTransition } from 'react'
import classes from '#components/log/filter-bar.module.css'
import { FilterMenu } from '#components/log/filter-menu.tsx'
import type { FilterOption } from '#components/log/filter-options.ts'
import { SearchBox } from '#components/log/search-box.tsx'
import { SinceSelect } from '#components/log/since-select.tsx'
import { DELIVERY_STATUS_LABELS, DELIVERY_STATUSES } from '#lib/delivery-log/delivery-status.ts'
import { EVENT_TYPES } from '#lib/livechat/catalogue.ts'
import { deliveryParams } from './search-params.ts'

const STATUS_OPTIONS = DELIVERY_STATUSES.map((value) => ({ value, label: DELIVERY_STATUS_LABELS[value] }))
const EVENT_OPTIONS = EVENT_TYPES.map((value) => ({ value, label: value }))

/** What the list of deliveries is narrowed to. A change goes back to its newest page. */
export function DeliveryFilters({
  licences,
  endpoints,
}: {
  licences: FilterOption[]
  endpoints: FilterOption[]
}) {
  const [, startReading] = useTransition()
  const [params, setParams] = useQueryStates(deliveryParams, {
    shallow: false,
    startTransition: startReading,
  })
  const change = (values: Parameters<typeof setParams>[0] & object) =>
    setParams({ ...values, before: null, after: null })
  const isNarrowed = Boolean(
    params.status.length ||
      params.event.length ||
      params.licence.length ||
      params.endpoint.length ||
      params.since ||
      params.search,
  )
  return (
    <div className={classes.bar}>
      <SearchBox
        placeholder="Search words of the payload: agent, client, order …"
        value={params.search ?? ''}
        onChange={(search) => change({ search: search || null })}
      />
      <div className={classes.filters}>
        <FilterMenu
          label="Status"
          options={STATUS_OPTIONS}
          values={params.status}
          onChange={(values) =>
            change({ status: DELIVERY_STATUSES.filter((status) => values.includes(status)) })
          }
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
        <FilterMenu
          label="Endpoint"
          options={endpoints}
          values={params.endpoint}
          onChange={(endpoint) => change({ endpoint })}
        />
        <SinceSelect since={params.since} onChange={(since) => change({ since })} />
        {isNarrowed && (
          <Button variant="subtle" onClick={() => setParams(null)}>
            Clear
          </Button>
        )}
      </div>
    </div>
  )
}
