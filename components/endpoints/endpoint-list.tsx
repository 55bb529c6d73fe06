'use client'

import { VisuallyHidden } from '@mantine/core'
import type { EndpointGlance } from '#lib/endpoints/list-endpoint-page.ts'
import type { ListActions } from './endpoint-actions.ts'
import classes from './endpoint-list.module.css'
import { EndpointRow } from './endpoint-row.tsx'

const COLUMNS = [
  { key: 'url', label: 'Endpoint' },
  { key: 'state', label: 'State' },
  { key: 'why', label: 'Why' },
  { key: 'day', label: 'Attempts', hint: 'succeeded in 24 h' },
  { key: 'failed', label: 'Given up', hint: 'in 24 h' },
  { key: 'waiting', label: 'Waiting' },
  { key: 'took', label: 'Took', hint: 'median, p95' },
] as const

/** A page of the endpoints: how each is and what waits for it; a row leads to the endpoint's page. */
export function EndpointList({ endpoints, actions }: { endpoints: EndpointGlance[]; actions: ListActions }) {
  return (
    <table className={classes.table} aria-label="Endpoints">
      <thead>
        <tr>
          {COLUMNS.map(({ key, label, ...more }) => (
            <th key={key} scope="col" data-column={key}>
              {label}
              {'hint' in more && <span className={classes.hint}> {more.hint}</span>}
            </th>
          ))}
          <th scope="col" data-column="deeds">
            <VisuallyHidden>Deeds</VisuallyHidden>
          </th>
        </tr>
      </thead>
      <tbody>
        {endpoints.map((endpoint) => (
          <EndpointRow key={endpoint.id} endpoint={endpoint} actions={actions} />
        ))}
      </tbody>
    </table>
  )
}
