'use client'

import type { RowSelectionState } from '@tanstack/react-table'
import dynamic from 'next/dynamic'
import { useQueryState } from 'nuqs'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import type { BulkActions } from '#components/bulk/bulk-actions.ts'
import { ResendBar } from '#components/bulk/resend-bar.tsx'
import { LayoutMenu } from '#components/log/layout-menu.tsx'
import { LiveToggle } from '#components/log/live/live-toggle.tsx'
import { useLive } from '#components/log/live/use-live.ts'
import { LogList } from '#components/log/log-list.tsx'
import { type SaveLayout, useTableLayout } from '#components/log/use-table-layout.ts'
import { type ViewActions, ViewTabs } from '#components/log/views/view-tabs.tsx'
import { PageBar } from '#components/shell/page-bar.tsx'
import type { GivenScope } from '#lib/bulk/scope.ts'
import type { ListedDelivery, LogPage } from '#lib/delivery-log/types.ts'
import type { SavedView } from '#lib/preferences/saved-views.ts'
import type { TableLayout } from '#lib/preferences/table-layout.ts'
import classes from './delivery-log.module.css'
import { DeliveryTable, OPTIONAL_COLUMNS } from './delivery-table.tsx'
import { ExportMenu } from './export-menu.tsx'
import type { DeliveryActions } from './resend-panel.tsx'
import { DeliverySearch, type KnownNames } from './search/delivery-search.tsx'
import { deliveriesHref, type Narrowing, OPEN_PARAM } from './search-params.ts'
import { useLogKeys } from './use-log-keys.ts'

// Not in the first load of the log; it is there before somebody can have chosen a row.
const loadSheet = () => import('./sheet/delivery-sheet.tsx')
const DeliverySheet = dynamic(() => loadSheet().then((loaded) => loaded.DeliverySheet), { ssr: false })

export type LogActions = BulkActions & DeliveryActions & ViewActions & { saveLayout: SaveLayout }

const NO_ROWS: ListedDelivery[] = []
/** Further down somebody reads: what comes in must not move it. */
const SCROLLED = 80

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
  /** Stands where nothing matches. */
  nothing: ReactNode
}

/** The log: what it is searched for, its bars and facets, and the deliveries. */
export function DeliveryLog(props: Props) {
  const { page, params, filters, isNewest, known, actions, bars, facets, nothing } = props
  const [chosen, setChosen] = useState<RowSelectionState>({})
  // What is chosen belongs to what the list is narrowed to.
  const asked = JSON.stringify(filters)
  const [askedBefore, setAskedBefore] = useState(asked)
  if (asked !== askedBefore) {
    setAskedBefore(asked)
    setChosen({})
  }
  const [openId, setOpenId] = useQueryState(OPEN_PARAM, { history: 'push' })
  const [isLive, setLive] = useState(true)
  const isUnderPointer = useRef(false)
  const { layout, change, widen, reset } = useTableLayout('deliveries', props.layout, actions.saveLayout)
  const { rows, held, fresh, problem, show } = useLive({
    rows: typeof page === 'string' ? NO_ROWS : page.rows,
    href: deliveriesHref('/api/deliveries/live', params),
    isOn: isLive && isNewest && typeof page !== 'string',
    isHolding: () => isUnderPointer.current || window.scrollY > SCROLLED,
  })
  useEffect(() => {
    loadSheet()
  }, [])
  const isNarrowed = Object.values(filters).some((value) => value.length > 0)
  const at = rows.findIndex(({ id }) => id === openId)
  const step = (by: 1 | -1) => {
    const next = rows[at === -1 ? 0 : at + by]
    if (!next) return
    setOpenId(next.id, { history: openId === null ? 'push' : 'replace' })
    document.querySelector(`[data-row="${next.id}"]`)?.scrollIntoView({ block: 'nearest' })
  }
  useLogKeys({
    openId,
    step,
    close: () => setOpenId(null),
    toggleLive: () => setLive((before) => !before),
    choose: () =>
      openId !== null &&
      setChosen(({ [openId]: isChosen, ...others }) => (isChosen ? others : { ...others, [openId]: true })),
  })
  return (
    <>
      <PageBar
        title="Deliveries"
        actions={
          <>
            {isNewest && (
              <LiveToggle
                isOn={isLive}
                onChange={setLive}
                held={held.length}
                onShow={() => {
                  show()
                  window.scrollTo({ top: 0 })
                }}
                problem={problem}
              />
            )}
            <LayoutMenu columns={OPTIONAL_COLUMNS} layout={layout} onChange={change} onReset={reset} />
            <ExportMenu params={params} />
          </>
        }
      >
        <ViewTabs
          views={props.views}
          path="/deliveries"
          query={deliveriesHref('', params)}
          actions={actions}
        />
      </PageBar>
      <DeliverySearch {...known} />
      {bars}
      <div className={classes.body}>
        {facets}
        {/* New rows must not move what is under the pointer. */}
        <div
          className={classes.list}
          onPointerEnter={({ pointerType }) => {
            isUnderPointer.current = pointerType === 'mouse'
          }}
          onPointerLeave={() => {
            isUnderPointer.current = false
          }}
        >
          <LogList
            page={typeof page === 'string' ? page : { ...page, rows }}
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
                  layout={{ value: layout, onWidths: widen }}
                  openId={openId}
                  onOpen={(id) => setOpenId(id, { history: openId === null ? 'push' : 'replace' })}
                  fresh={fresh}
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
