import delivery from '#components/deliveries/delivery.module.css'
import { LocalTime } from '#components/ui/local-time.tsx'
import { TextLink } from '#components/ui/text-link.tsx'
import { CALLS_LOOKED_AT, COUNTED, ODD_DAYS } from '#lib/event-types/bounds.ts'
import type { ListedEventType } from '#lib/event-types/list-event-types.ts'
import type { Findings, MetParameter } from '#lib/event-types/read-findings.ts'
import { describeEventType } from '#lib/livechat/catalogue.ts'
import { showText } from '#lib/livechat/show-bytes.ts'
import { DefaultsCell } from './defaults-cell.tsx'
import classes from './event-types.module.css'
import { ExampleRequest } from './example-request.tsx'
import { FindingsTable } from './findings-table.tsx'
import { ParameterTable } from './parameter-table.tsx'
import { sayCount } from './say-count.ts'
import { type SendParameters, TestParametersForm } from './test-parameters-form.tsx'

/** One event type: what the page says of it, what arrives for it, and a test event of it. */
export function EventTypeDetail(props: {
  listed: ListedEventType
  findings: Findings
  /** Of an event type that the catalogue does not describe. */
  met: MetParameter[]
  /** Form bytes as text. */
  example: string
  ingestUrl: string
  licences: readonly string[]
  send: SendParameters
}) {
  const { listed, findings, met, example, ingestUrl, licences, send } = props
  const { eventType } = listed
  const described = describeEventType(eventType)
  return (
    <div className={delivery.page}>
      <section className={delivery.head}>
        <div>
          <h2 className={delivery.headline} style={{ marginTop: 0 }}>
            {described?.description ?? 'An event type that the catalogue does not have.'}
          </h2>
          <p className={delivery.note}>
            {described
              ? [`${described.directive} in lc_serv.cfg.`, described.note].filter(Boolean).join(' ')
              : 'Its events are kept, and delivered where they are mapped, like any other.'}
          </p>
        </div>
      </section>
      <div className={classes.halves}>
        <div className={delivery.stack}>
          {described ? <ParameterTable described={described} /> : <MetParameters met={met} />}
          <ExampleRequest form={example} ingestUrl={ingestUrl} />
        </div>
        <div className={delivery.stack}>
          <section aria-labelledby="arrives">
            <h3 id="arrives" className={delivery.heading}>
              What arrives
            </h3>
            <Arrivals listed={listed} />
            <FindingsTable eventType={eventType} found={findings} />
          </section>
          <TestParametersForm eventType={eventType} licences={licences} send={send} />
        </div>
      </div>
    </div>
  )
}

function Arrivals({ listed: { eventType, inDay, newest, defaults } }: { listed: ListedEventType }) {
  const events = `/events?event=${encodeURIComponent(eventType)}`
  return (
    <dl className={classes.arrivals}>
      <dt>In 24 h</dt>
      <dd>
        {inDay === 0 ? 'none' : <TextLink href={`${events}&since=24h`}>{sayCount(inDay, COUNTED)}</TextLink>}
      </dd>
      <dt>Last seen</dt>
      <dd>
        {newest ? (
          <TextLink href={`/events/${newest.id}`}>
            <LocalTime at={newest.at} withDay />
          </TextLink>
        ) : (
          'never'
        )}
      </dd>
      <dt>The defaults send it to</dt>
      <dd>
        <DefaultsCell defaults={defaults} />
        <div>
          <TextLink href="/mappings">Mappings</TextLink>
        </div>
      </dd>
    </dl>
  )
}

function MetParameters({ met }: { met: MetParameter[] }) {
  return (
    <section aria-labelledby="parameters">
      <h3 id="parameters" className={delivery.heading}>
        Parameters that came with it
      </h3>
      {met.length === 0 ? (
        <p className={delivery.dimmed}>None came in the last {ODD_DAYS} days.</p>
      ) : (
        <table className={classes.parameters}>
          <thead>
            <tr>
              <th scope="col">Name</th>
              <th scope="col" className={classes.number}>
                Calls
              </th>
            </tr>
          </thead>
          <tbody>
            {met.map(({ name, calls }) => (
              <tr key={name}>
                <th scope="row">
                  <code>{showText(name) || '(no name)'}</code>
                </th>
                <td className={classes.number}>{calls.toLocaleString('en')}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <p className={delivery.note}>
        Counted in the newest {CALLS_LOOKED_AT} calls of the last {ODD_DAYS} days.
      </p>
    </section>
  )
}
