'use client'

import type { RowSelectionState } from '@tanstack/react-table'
import { type ReactNode, useState } from 'react'
import type { BulkActions } from '#components/bulk/bulk-actions.ts'
import { ResendBar } from '#components/bulk/resend-bar.tsx'
import { LayoutMenu } from '#components/log/layout-menu.tsx'
import { LiveSwitch } from '#components/log/live-switch.tsx'
import { LogList } from '#components/log/log-list.tsx'
import { type SaveLayout, useTableLayout } from '#components/log/use-table-layout.ts'
import { PageBar } from '#components/shell/page-bar.tsx'
import type { GivenScope } from '#lib/bulk/scope.ts'
import type { ListedDelivery, LogPage } from '#lib/delivery-log/types.ts'
import type { TableLayout } from '#lib/preferences/table-layout.ts'
import classes from './delivery-log.module.css'
import { DeliveryTable, OPTIONAL_COLUMNS } from './delivery-table.tsx'
import { DeliverySearch, type KnownNames } from './search/delivery-search.tsx'
import { deliveriesHref, type Narrowing } from './search-params.ts'

export type LogActions = BulkActions & { saveLayout: SaveLayout }

type Props = {
  /** The page, or why it could not be read. */
  page: LogPage<ListedDelivery> | string
  params: Narrowing
  filters: Extract<GivenScope, { kind: 'resend' }>['filters']
  isNewest: boolean
  known: KnownNames
  layout: TableLayout | null
  actions: LogActions
  bars: ReactNode
  facets: ReactNode
  /** Stands where nothing matches. */
  nothing: ReactNode
}

/** The log: what it is searched for, its bars and facets, and the deliveries. */
export function DeliveryLog(props: Props) {
  const { page, params, filters, isNewest, known, actions, bars, facets, nothing } = props
  const [chosen, setChosen] = useState<RowSelectionState>({})
  const { layout, change, widen, reset } = useTableLayout('deliveries', props.layout, actions.saveLayout)
  const isNarrowed = Object.values(filters).some((value) => value.length > 0)
  return (
    <>
      <PageBar
        title="Deliveries"
        actions={
          <>
            <LiveSwitch isNewest={isNewest} />
            <LayoutMenu columns={OPTIONAL_COLUMNS} layout={layout} onChange={change} onReset={reset} />
          </>
        }
      />
      <DeliverySearch {...known} />
      {bars}
      <div className={classes.body}>
        {facets}
        <div className={classes.list}>
          <LogList
            page={page}
            table={(rows) => (
              <>
                <ResendBar
                  filters={filters}
                  isNarrowed={isNarrowed}
                  chosen={Object.keys(chosen)}
                  onClear={() => setChosen({})}
                  actions={actions}
                />
                <DeliveryTable
                  rows={rows}
                  selection={{ chosen, onChange: setChosen }}
                  layout={{ value: layout, onWidths: widen }}
                />
              </>
            )}
            nothing={nothing}
            href={(cursor) =>
              deliveriesHref('/deliveries', { ...params, before: null, after: null, ...cursor })
            }
          />
        </div>
      </div>
    </>
  )
}
