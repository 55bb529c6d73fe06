import { BytesView } from '#components/ui/bytes/bytes-view.tsx'
import type { PayloadPart } from '#lib/delivery-log/get-bytes.ts'
import { describeEventType } from '#lib/livechat/catalogue.ts'
import { ODDITY_KINDS, type Oddity, type OddityKind } from '#lib/livechat/oddities.ts'
import { showText } from '#lib/livechat/show-bytes.ts'
import classes from './delivery.module.css'
import { meaningOf, remarkOn } from './parameter-meaning.ts'
import { ParameterValue } from './parameter-value.tsx'
import type { ShownPayload } from './shown.ts'

/** An unknown parameter is marked without a finding, and a value that is not listed beside the value. */
const MARKED: ReadonlySet<OddityKind> = new Set(['repeated parameter', 'nameless parameter', 'wrong charset'])

type Props = {
  payload: ShownPayload
  eventType: string | null
  odd?: readonly Oddity[]
  /** Where bytes of it are, whole; `number`: the place of a parameter. */
  source: (part: PayloadPart, number?: number) => string
  /** Say of an empty query that it is empty, too. */
  isWhole?: boolean
}

/** What a query is, too. */
const FORM = 'application/x-www-form-urlencoded'

/** Bytes of no form that may hold a secret, as the log masks them. */
const MASKED = btoa('****')

function Parameters({ payload, eventType, source, odd = [] }: Props) {
  const described = eventType ? describeEventType(eventType) : null
  const known = new Map(described?.parameters.map((parameter) => [parameter.name, parameter]))
  return (
    <table className={classes.pairs} aria-label="Parameters">
      <tbody>
        {payload.parameters.map((parameter, index) => {
          const { name, value } = parameter
          const remark = remarkOn(known.get(name))
          const findings = odd.filter((one) => one.name === name && one.kind !== 'missing parameter')
          return (
            <tr key={index}>
              <th scope="row">
                <code>{showText(name) || '(no name)'}</code>
                {described && !known.has(name) && <span className={classes.odd}>not in the catalogue</span>}
                {findings
                  .filter(({ kind }) => MARKED.has(kind))
                  .map(({ kind }) => (
                    <span key={kind} className={classes.odd}>
                      {ODDITY_KINDS[kind].label.toLowerCase()}
                    </span>
                  ))}
              </th>
              <td>
                <ParameterValue
                  eventType={eventType}
                  charset={payload.charset}
                  source={source('parameter', index)}
                  parameter={parameter}
                  meaning={meaningOf(known.get(name), value)}
                />
                {remark && <div className={classes.note}>{remark}</div>}
              </td>
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}

/** What the chat server sent: parameters in order, with what the protocol says of them, and the exact bytes. */
export function PayloadTab({ payload, eventType, source, odd = [], isWhole = false }: Props) {
  const { query, body, charset, contentType, parameters, parameterCount } = payload
  const more = parameterCount - parameters.length
  return (
    <div className={classes.stack}>
      <div>
        {parameterCount === 0 && <p className={classes.dimmed}>No parameters.</p>}
        <Parameters payload={payload} eventType={eventType} source={source} odd={odd} />
        {more > 0 && (
          <p className={classes.note}>
            {more.toLocaleString('en-US')} more parameters: see the exact bytes below.
          </p>
        )}
      </div>
      {(query.size > 0 || isWhole) && (
        <section>
          <h3 className={classes.heading}>Query, as it came</h3>
          <BytesView
            base64={query.base64}
            size={query.size}
            charset={charset}
            contentType={FORM}
            source={source('query')}
            label="Query"
          />
        </section>
      )}
      <section>
        <h3 className={classes.heading}>Body, as it came{contentType && `: ${showText(contentType)}`}</h3>
        <BytesView
          base64={body.base64}
          size={body.size}
          charset={charset}
          contentType={contentType}
          source={source('body')}
          label="Body"
        />
        {body.base64 === MASKED && (
          <p className={classes.note}>The body is no form and may hold a secret, so it is masked whole.</p>
        )}
      </section>
    </div>
  )
}
