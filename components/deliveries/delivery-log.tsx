'use client'

import type { RowSelectionState } from '@tanstack/react-table'
import dynamic from 'next/dynamic'
import { useQueryState } from 'nuqs'
import { type ReactNode, useEffect, useState } from 'react'
import type { BulkActions } from '#components/bulk/bulk-actions.ts'
import { ResendBar } from '#components/bulk/resend-bar.tsx'
import type { PauseActions } from '#components/endpoints/endpoint-actions.ts'
import { LogFrame } from '#components/log/log-frame.tsx'
import { useLog } from '#components/log/use-log.ts'
import { useLogOrder } from '#components/log/use-log-order.ts'
import type { SaveLayout } from '#components/log/use-table-layout.ts'
import type { ViewActions } from '#components/log/views/view-tabs.tsx'
import type { GivenScope } from '#lib/bulk/scope.ts'
import type { ListedDelivery, LogPage } from '#lib/delivery-log/types.ts'
import type { SavedView } from '#lib/preferences/saved-views.ts'
import type { TableLayout } from '#lib/preferences/table-layout.ts'
import { DeliverySearch, type KnownNames } from './delivery-search.tsx'
import { DeliveryTable, OPTIONAL_COLUMNS } from './delivery-table.tsx'
import type { DeliveryActions } from './resend-panel.tsx'
import { deliveriesHref, type Narrowing, OPEN_PARAM } from './search-params.ts'
import { useLogKeys } from './use-log-keys.ts'

// Not in the first load of the log; it is there before somebody can have chosen a row.
const loadSheet = () => import('./sheet/delivery-sheet.tsx')
const DeliverySheet = dynamic(() => loadSheet().then((loaded) => loaded.DeliverySheet), { ssr: false })

export type LogActions = BulkActions &
  DeliveryActions &
  ViewActions & { saveLayout: SaveLayout; turn: PauseActions }

type Props = {
  /** The page, or why it could not be read. */
  page: LogPage<ListedDelivery> | string
  params: Narrowing
  filters: Extract<GivenScope, { kind: 'resend' }>['filters']
  isNewest: boolean
  known: KnownNames
  layout: TableLayout | null
  views: SavedView[]
  actions: LogActions
  bars: ReactNode
  facets: ReactNode
  /** Stands above the rows, or alone where there are none yet. */
  guide: ReactNode
  /** Stands where nothing matches. */
  nothing: ReactNode
}

/** The log: what it is searched for, its bars and facets, and the deliveries. */
export function DeliveryLog(props: Props) {
  const { page, params, filters, isNewest, known, actions, bars, facets, guide, nothing } = props
  const [chosen, setChosen] = useState<RowSelectionState>({})
  // What is chosen belongs to what the list is narrowed to.
  const asked = JSON.stringify(filters)
  const [askedBefore, setAskedBefore] = useState(asked)
  if (asked !== askedBefore) {
    setAskedBefore(asked)
    setChosen({})
  }
  const [openId, setOpenId] = useQueryState(OPEN_PARAM, { history: 'push' })
  const order = useLogOrder()
  const log = useLog({
    name: 'deliveries',
    page,
    query: deliveriesHref('', params),
    isNewest,
    layout: props.layout,
    saveLayout: actions.saveLayout,
  })
  const { rows } = log
  useEffect(() => {
    loadSheet()
  }, [])
  const isNarrowed = Object.values(filters).some((value) => value.length > 0)
  const at = rows.findIndex(({ id }) => id === openId)
  const open = (id: string) => setOpenId(id, { history: openId === null ? 'push' : 'replace' })
  const step = (by: 1 | -1) => {
    const next = rows[at === -1 ? 0 : at + by]
    if (!next) return
    open(next.id)
    document.querySelector(`[data-row="${next.id}"]`)?.scrollIntoView({ block: 'nearest' })
  }
  useLogKeys({
    openId,
    step,
    close: () => setOpenId(null),
    toggleLive: () => log.setLive((before) => !before),
    choose: () =>
      openId !== null &&
      setChosen(({ [openId]: isChosen, ...others }) => (isChosen ? others : { ...others, [openId]: true })),
  })
  return (
    <>
      <LogFrame
        title="Deliveries"
        log={log}
        order={order}
        columns={OPTIONAL_COLUMNS}
        views={props.views}
        actions={actions}
        search={<DeliverySearch {...known} />}
        bars={bars}
        facets={facets}
        guide={guide}
        table={(shown) => (
          <>
            <ResendBar
              filters={filters}
              isNarrowed={isNarrowed}
              chosen={Object.keys(chosen)}
              onClear={() => setChosen({})}
              actions={actions}
            />
            <DeliveryTable
              rows={shown}
              selection={{ chosen, onChange: setChosen }}
              layout={{ value: log.table.layout, onWidths: log.table.widen }}
              order={order}
              openId={openId}
              onOpen={open}
              fresh={log.fresh}
            />
          </>
        )}
        nothing={nothing}
        href={(cursor) => deliveriesHref('/deliveries', { ...params, order: order.given, ...cursor })}
      />
      <DeliverySheet
        id={openId}
        version={JSON.stringify(rows[at] ?? null)}
        onClose={() => setOpenId(null)}
        onStep={step}
        actions={actions}
      />
    </>
  )
}
