import type { ReactNode } from 'react'
import { CallTable } from '#components/calls/call-table.tsx'
import { callsHref } from '#components/calls/search-params.ts'
import { DeliveryTable } from '#components/deliveries/delivery-table.tsx'
import { deliveriesHref } from '#components/deliveries/search-params.ts'
import { Failure } from '#components/ui/failure.tsx'
import { TextLink } from '#components/ui/text-link.tsx'
import type { ListedCall, ListedDelivery, LogPage } from '#lib/delivery-log/types.ts'
import classes from './licences.module.css'

/** The newest events and deliveries of a licence. In place of a page: why it could not be read. */
export function LicenceLog({
  number,
  deliveries,
  calls,
}: {
  number: string
  deliveries: LogPage<ListedDelivery> | string
  calls: LogPage<ListedCall> | string
}) {
  const licence = [number]
  return (
    <>
      <Newest
        title="Newest events"
        href={callsHref('/events', { licence })}
        page={calls}
        none="Nothing came yet."
      >
        {(rows) => <CallTable rows={rows} />}
      </Newest>
      <Newest
        title="Newest deliveries"
        href={deliveriesHref('/deliveries', { licence })}
        page={deliveries}
        none="Nothing was to be delivered yet."
      >
        {(rows) => <DeliveryTable rows={rows} />}
      </Newest>
    </>
  )
}

function Newest<Row>(props: {
  title: string
  href: string
  page: LogPage<Row> | string
  none: string
  children: (rows: Row[]) => ReactNode
}) {
  const { title, href, page, none, children } = props
  return (
    <section className={classes.wide}>
      <h3 className={classes.heading}>
        {title}
        <TextLink href={href}>Show all</TextLink>
      </h3>
      {typeof page === 'string' ? (
        <Failure title="The list could not be read" reason={page} />
      ) : page.rows.length === 0 ? (
        <p className={classes.none}>{none}</p>
      ) : (
        children(page.rows)
      )}
    </section>
  )
}
