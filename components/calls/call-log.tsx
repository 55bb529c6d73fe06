'use client'

import type { ReactNode } from 'react'
import { LogFrame } from '#components/log/log-frame.tsx'
import { useLog } from '#components/log/use-log.ts'
import { useLogOrder } from '#components/log/use-log-order.ts'
import type { SaveLayout } from '#components/log/use-table-layout.ts'
import type { ViewActions } from '#components/log/views/view-tabs.tsx'
import type { ListedCall, LogPage } from '#lib/delivery-log/types.ts'
import type { SavedView } from '#lib/preferences/saved-views.ts'
import type { TableLayout } from '#lib/preferences/table-layout.ts'
import { CallSearch } from './call-search.tsx'
import { CallTable, OPTIONAL_COLUMNS } from './call-table.tsx'
import { callsHref, type Narrowing } from './search-params.ts'
import { useCallKeys } from './use-call-keys.ts'

type Props = {
  /** The page, or why it could not be read. */
  page: LogPage<ListedCall> | string
  params: Narrowing
  isNewest: boolean
  known: { licences: string[]; chatServers: string[] }
  layout: TableLayout | null
  views: SavedView[]
  actions: ViewActions & { saveLayout: SaveLayout }
  bars: ReactNode
  facets: ReactNode
  nothing: ReactNode
}

/** The log of what came in: events, and calls that were rejected. */
export function CallLog({ page, params, isNewest, known, layout, views, actions, ...parts }: Props) {
  const order = useLogOrder()
  const log = useLog({
    name: 'events',
    page,
    query: callsHref('', params),
    isNewest,
    layout,
    saveLayout: actions.saveLayout,
  })
  useCallKeys(() => log.setLive((before) => !before))
  return (
    <LogFrame
      title="Events"
      log={log}
      order={order}
      columns={OPTIONAL_COLUMNS}
      views={views}
      actions={actions}
      search={<CallSearch {...known} />}
      table={(rows) => (
        <CallTable
          rows={rows}
          layout={{ value: log.table.layout, onWidths: log.table.widen }}
          order={order}
          fresh={log.fresh}
        />
      )}
      href={(cursor) => callsHref('/events', { ...params, order: order.given, ...cursor })}
      {...parts}
    />
  )
}
