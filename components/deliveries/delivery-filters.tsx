'use client'

import { Button } from '@mantine/core'
import classes from '#components/log/filter-bar.module.css'
import { FilterMenu } from '#components/log/filter-menu.tsx'
import type { FilterOption } from '#components/log/filter-options.ts'
import { SearchBox } from '#components/log/search-box.tsx'
import { SinceSelect } from '#components/log/since-select.tsx'
import { useListParams } from '#components/log/use-list-params.ts'
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
  const { params, change, clear, isNarrowed } = useListParams(deliveryParams)
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
          <Button variant="subtle" onClick={clear}>
            Clear
          </Button>
        )}
      </div>
    </div>
  )
}
