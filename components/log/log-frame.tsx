'use client'

import type { ReactNode } from 'react'
import { PageBar } from '#components/shell/page-bar.tsx'
import type { SavedView } from '#lib/preferences/saved-views.ts'
import { ExportMenu } from './export-menu.tsx'
import { LayoutMenu } from './layout-menu.tsx'
import { LiveToggle } from './live/live-toggle.tsx'
import { SummaryContext } from './live/summary.tsx'
import classes from './log-frame.module.css'
import { LogList } from './log-list.tsx'
import { useReading } from './reading.tsx'
import type { Log } from './use-log.ts'
import type { OrderChoice } from './use-log-order.ts'
import { type ViewActions, ViewTabs } from './views/view-tabs.tsx'

type Props<Row extends { id: string }> = {
  title: string
  log: Log<Row>
  order: OrderChoice
  /** The columns that can be hidden. */
  columns: readonly { id: string; label: string }[]
  views: SavedView[]
  actions: ViewActions
  search: ReactNode
  bars: ReactNode
  facets: ReactNode
  /** Stands above the rows. */
  guide?: ReactNode
  table: (rows: Row[]) => ReactNode
  /** Stands where nothing matches. */
  nothing: ReactNode
  href: (cursor: { before?: string; after?: string }) => string
}

/** The page of a log: what it is searched for, its bars and facets, and its rows. */
export function LogFrame<Row extends { id: string }>(props: Props<Row>) {
  const { title, log, order, columns, views, actions, search, bars, facets, guide, table, nothing, href } =
    props
  const { page, isUnderPointer } = log
  const isReading = useReading()?.isReading ?? false
  return (
    <SummaryContext value={log.summary}>
      <PageBar
        title={title}
        actions={
          <>
            {log.isNewest && (
              <LiveToggle
                isOn={log.isLive}
                onChange={log.setLive}
                held={log.held.length}
                onShow={() => {
                  log.show()
                  window.scrollTo({ top: 0 })
                }}
                problem={log.problem}
              />
            )}
            <LayoutMenu
              columns={columns}
              layout={log.table.layout}
              order={order}
              onChange={log.table.change}
              onReset={log.table.reset}
            />
            <ExportMenu list={log.name} query={log.query} />
          </>
        }
      >
        <ViewTabs views={views} list={log.name} query={log.query} actions={actions} />
      </PageBar>
      <div className={classes.body}>
        {search}
        {bars}
        {facets}
        {/* New rows must not move what is under the pointer. */}
        <div
          className={classes.list}
          data-reading={isReading || undefined}
          aria-busy={isReading}
          onPointerEnter={({ pointerType }) => {
            isUnderPointer.current = pointerType === 'mouse'
          }}
          onPointerLeave={() => {
            isUnderPointer.current = false
          }}
        >
          {isReading && (
            <div role="status" aria-label="The list is being read" className={classes.progress} />
          )}
          {guide}
          <LogList
            page={typeof page === 'string' ? page : { ...page, rows: log.rows }}
            order={order.value}
            table={table}
            nothing={nothing}
            href={href}
          />
        </div>
      </div>
    </SummaryContext>
  )
}
