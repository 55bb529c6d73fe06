'use client'

import { VisuallyHidden } from '@mantine/core'
import { useState } from 'react'
import type { ListedEndpoint } from '#lib/mappings/list-endpoints.ts'
import type { ListActions } from './endpoint-actions.ts'
import classes from './endpoint-list.module.css'
import { EndpointRow } from './endpoint-row.tsx'

/** All endpoints: how each is and what waits for it; a row leads to the endpoint's page. */
export function EndpointList({ endpoints, actions }: { endpoints: ListedEndpoint[]; actions: ListActions }) {
  const [notice, setNotice] = useState<string | null>(null)
  return (
    <>
      {notice && (
        <div role="status" className={classes.notice}>
          {notice}
        </div>
      )}
      <table className={classes.table}>
        <colgroup>
          <col />
          <col className={classes.colState} />
          <col className={classes.colMapped} />
          <col className={classes.colCounts} />
          <col className={classes.colFailure} />
          <col className={classes.colDeeds} />
        </colgroup>
        <thead>
          <tr>
            <th scope="col">URL</th>
            <th scope="col">State</th>
            <th scope="col" className={classes.mappedCell}>
              Mapped for
            </th>
            <th scope="col">Last 24 h</th>
            <th scope="col" className={classes.failure}>
              Last failure
            </th>
            <th scope="col">
              <VisuallyHidden>Deeds</VisuallyHidden>
            </th>
          </tr>
        </thead>
        <tbody>
          {endpoints.map((endpoint) => (
            <EndpointRow key={endpoint.id} endpoint={endpoint} actions={actions} onRemoved={setNotice} />
          ))}
        </tbody>
      </table>
    </>
  )
}
