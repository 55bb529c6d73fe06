import type { ReactNode } from 'react'
import { ClientFact } from '#components/chats/client-fact.tsx'
import { eventBytesHref } from '#components/deliveries/bytes-href.ts'
import classes from '#components/deliveries/delivery.module.css'
import { DeliveryTable } from '#components/deliveries/delivery-table.tsx'
import { HeaderList } from '#components/deliveries/header-list.tsx'
import { PayloadTab } from '#components/deliveries/payload-tab.tsx'
import type { ShownCall } from '#components/deliveries/shown.ts'
import { Follow } from '#components/log/follow.tsx'
import type { UrlCheckActions } from '#components/mappings/mapping-actions.ts'
import { LocalTime } from '#components/ui/local-time.tsx'
import { CallFate } from './call-fate.tsx'
import { type CorrectCall, CorrectionForm } from './correction-form.tsx'
import { CorrectionNote } from './correction-note.tsx'
import { type DeliverEvent, DeliverNow } from './deliver-now.tsx'
import { type MapAndDeliver, MapAndDeliverForm } from './map-and-deliver.tsx'
import { OddSection } from './odd-section.tsx'
import { sayFate } from './say-fate.ts'

/** A call: what became of it, its deliveries, what it carried and how it was made. */
export function CallView(props: {
  call: ShownCall
  /** To choose from, for a call that can be corrected. */
  licences: readonly string[]
  /** To choose from, for an event that goes nowhere. */
  endpoints: readonly string[]
  /** Stands below: what there is to do for others like it. */
  others: ReactNode
  actions: {
    deliver: DeliverEvent
    correct: CorrectCall
    mapAndDeliver: MapAndDeliver
    urls: UrlCheckActions
  }
}) {
  const { call, licences, endpoints, others, actions } = props
  const { correctable } = call
  const pending = call.deliveries.filter((delivery) => delivery.status === 'pending')
  return (
    <div className={classes.page}>
      <Follow due={pending.map((delivery) => delivery.nextAttemptAt)} />
      <section className={classes.head}>
        <div>
          <CallFate call={call} isBrief />
          <h2 className={classes.headline}>{sayFate(call)}</h2>
          <CorrectionNote call={call} />
        </div>
        {call.outcome === 'accepted' && <DeliverNow call={call} deliver={actions.deliver} />}
      </section>
      {correctable && correctable.missing.length > 0 && !call.correctedAs && (
        <CorrectionForm call={call} correctable={correctable} licences={licences} correct={actions.correct} />
      )}
      <MapAndDeliverForm
        call={call}
        endpoints={endpoints}
        mapAndDeliver={actions.mapAndDeliver}
        urls={actions.urls}
      />
      {others}
      <OddSection odd={call.odd} eventType={call.eventType} />
      {call.deliveries.length > 0 && (
        <section>
          <h3 className={classes.heading}>Deliveries</h3>
          <div className={classes.wide}>
            <DeliveryTable rows={call.deliveries} />
          </div>
        </section>
      )}
      <div className={classes.columns}>
        <PayloadTab
          payload={call.payload}
          eventType={call.eventType}
          odd={call.odd}
          source={(part, number) => eventBytesHref(call.id, part, number)}
          isWhole={call.outcome === 'rejected'}
        />
        <aside className={classes.facts} aria-label="Facts">
          <dl>
            <dt>Received</dt>
            <dd>
              <LocalTime at={call.receivedAt} withDay withMs />
            </dd>
            {call.outcome === 'accepted' && <ClientFact {...call} />}
            <dt>Chat server</dt>
            <dd>{call.chatServer?.name ?? 'test event from the console'}</dd>
            <dt>Method</dt>
            <dd>{call.payload.method}</dd>
            {call.remoteAddress && (
              <>
                <dt>Called from</dt>
                <dd>{call.remoteAddress}</dd>
              </>
            )}
            <dt>{call.outcome === 'accepted' ? 'Event id' : 'Call id'}</dt>
            <dd>
              <code>{call.id}</code>
            </dd>
          </dl>
          {call.headers.length > 0 && (
            <>
              <h3 className={classes.heading}>Headers</h3>
              <HeaderList headers={call.headers} />
            </>
          )}
        </aside>
      </div>
    </div>
  )
}
