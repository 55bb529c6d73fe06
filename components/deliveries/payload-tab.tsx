import { BytesView } from '#components/ui/bytes/bytes-view.tsx'
import { ScrollBox } from '#components/ui/scroll-box.tsx'
import { describeEventType, isEncodedAgain } from '#lib/livechat/catalogue.ts'
import { chatText } from '#lib/livechat/chat-text.ts'
import { ODDITY_KINDS, type Oddity, type OddityKind } from '#lib/livechat/oddities.ts'
import { showText } from '#lib/livechat/show-bytes.ts'
import classes from './delivery.module.css'
import { meaningOf, remarkOn } from './parameter-meaning.ts'
import type { ShownParameter, ShownPayload } from './shown.ts'

/** An unknown parameter is marked without a finding, and a value that is not listed beside the value. */
const MARKED: ReadonlySet<OddityKind> = new Set(['repeated parameter', 'nameless parameter', 'wrong charset'])

function Value({
  eventType,
  charset,
  parameter: { name, value, hidden },
  meaning,
}: {
  eventType: string | null
  charset: string
  parameter: ShownParameter
  meaning: string | null
}) {
  const text = isEncodedAgain(eventType, name) ? chatText(value, charset) : value
  const shown = showText(text, { keepLines: true })
  return (
    <ScrollBox className={classes.value}>
      {shown === '' ? <span className={classes.dimmed}>empty</span> : shown}
      {meaning && <span className={classes.meaning}>{meaning}</span>}
      {hidden > 0 && (
        <span className={classes.dimmed}> … {hidden.toLocaleString('en-US')} more characters</span>
      )}
    </ScrollBox>
  )
}

type Props = {
  payload: ShownPayload
  eventType: string | null
  odd?: readonly Oddity[]
  /** Say of an empty query that it is empty, too. */
  isWhole?: boolean
}

/** Bytes of no form that may hold a secret, as the log masks them. */
const MASKED = btoa('****')

function Parameters({ payload, eventType, odd = [] }: Props) {
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
                <Value
                  eventType={eventType}
                  charset={payload.charset}
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
export function PayloadTab({ payload, eventType, odd = [], isWhole = false }: Props) {
  const { query, body, charset, contentType, parameters, parameterCount } = payload
  const more = parameterCount - parameters.length
  return (
    <div className={classes.stack}>
      <div>
        {parameterCount === 0 && <p className={classes.dimmed}>No parameters.</p>}
        <Parameters payload={payload} eventType={eventType} odd={odd} />
        {more > 0 && (
          <p className={classes.note}>
            {more.toLocaleString('en-US')} more parameters: see the exact bytes below.
          </p>
        )}
      </div>
      {(query.size > 0 || isWhole) && (
        <section>
          <h3 className={classes.heading}>Query, as it came</h3>
          <BytesView base64={query.base64} size={query.size} charset={charset} label="Query" />
        </section>
      )}
      <section>
        <h3 className={classes.heading}>Body, as it came{contentType && `: ${showText(contentType)}`}</h3>
        <BytesView base64={body.base64} size={body.size} charset={charset} label="Body" />
        {body.base64 === MASKED && (
          <p className={classes.note}>The body is no form and may hold a secret, so it is masked whole.</p>
        )}
      </section>
    </div>
  )
}
