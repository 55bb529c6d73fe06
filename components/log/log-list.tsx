import type { ReactNode } from 'react'
import { Failure } from '#components/ui/failure.tsx'
import type { LogOrder, LogPage } from '#lib/delivery-log/types.ts'
import { Pager } from './pager.tsx'

/**
 * A page of the log: its rows and the ways to the pages beside it, or `nothing`. A list that could not be read (`page` says
 * why) is never shown as an empty one.
 */
export function LogList<Row>(props: {
  page: LogPage<Row> | string
  /** Which rows stand first. */
  order?: LogOrder
  table: (rows: Row[]) => ReactNode
  nothing: ReactNode
  href: (cursor: { before?: string; after?: string }) => string
}) {
  const { page, order = 'newest', table, nothing, href } = props
  if (typeof page === 'string') return <Failure title="The list could not be read" reason={page} />
  if (page.rows.length === 0) return nothing
  const newer = { label: 'Newer', href: page.newer && href({ after: page.newer }) }
  const older = { label: 'Older', href: page.older && href({ before: page.older }) }
  return (
    <>
      {table(page.rows)}
      <Pager {...(order === 'newest' ? { before: newer, after: older } : { before: older, after: newer })} />
    </>
  )
}
