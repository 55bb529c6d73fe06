'use client'

import { useState } from 'react'
import type { ListedEndpoint } from '#lib/mappings/list-endpoints.ts'
import type { EndpointActions } from './endpoint-actions.ts'
import { EndpointEditor } from './endpoint-editor.tsx'
import classes from './endpoint-list.module.css'
import { EndpointRow } from './endpoint-row.tsx'

/** All endpoints, edited where they stand. */
export function EndpointList({
  endpoints,
  version,
  actions,
}: {
  endpoints: ListedEndpoint[]
  /** Bellhop's own, as requests carry it. */
  version: string
  actions: EndpointActions
}) {
  const [open, setOpen] = useState<string | null>(null)
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
          <col className={classes.colMapped} />
          <col className={classes.colCounts} />
          <col className={classes.colFailure} />
          <col className={classes.colDeeds} />
        </colgroup>
        <thead>
          <tr>
            <th scope="col">URL</th>
            <th scope="col">Mapped for</th>
            <th scope="col">Last 24 h</th>
            <th scope="col" className={classes.failure}>
              Last failure
            </th>
            <th scope="col" aria-label="Edit" />
          </tr>
        </thead>
        <tbody>
          {endpoints.map((endpoint) =>
            endpoint.id === open ? (
              <tr key={endpoint.id} className={classes.open}>
                <td colSpan={5}>
                  <EndpointEditor
                    endpoint={endpoint}
                    version={version}
                    update={actions.update}
                    onClose={() => setOpen(null)}
                    onSaved={(text) => {
                      setNotice(text)
                      setOpen(null)
                    }}
                  />
                </td>
              </tr>
            ) : (
              <EndpointRow
                key={endpoint.id}
                endpoint={endpoint}
                remove={actions.remove}
                onEdit={() => setOpen(endpoint.id)}
                onRemoved={setNotice}
              />
            ),
          )}
        </tbody>
      </table>
    </>
  )
}
