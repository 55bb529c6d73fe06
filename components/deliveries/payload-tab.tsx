import { BytesView } from '#components/ui/bytes-view.tsx'
import { describeEventType, isEncodedAgain } from '#lib/livechat/catalogue.ts'
import { chatText } from '#lib/livechat/chat-text.ts'
import { showText } from '#lib/livechat/show-bytes.ts'
import classes from './delivery.module.css'
import { meaningOf, remarkOn } from './parameter-meaning.ts'
import type { ShownParameter, ShownPayload } from './shown.ts'

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
    <div className={classes.value}>
      {shown === '' ? <span className={classes.dimmed}>empty</span> : shown}
      {meaning && <span className={classes.meaning}>{meaning}</span>}
      {hidden > 0 && (
        <span className={classes.dimmed}> … {hidden.toLocaleString('en-US')} more characters</span>
      )}
    </div>
  )
}

function Parameters({ payload, eventType }: { payload: ShownPayload; eventType: string | null }) {
  const described = eventType ? describeEventType(eventType) : null
  const known = new Map(described?.parameters.map((parameter) => [parameter.name, parameter]))
  return (
    <table className={classes.pairs} aria-label="Parameters">
      <tbody>
        {payload.parameters.map((parameter, index) => {
          const { name, value } = parameter
          const remark = remarkOn(known.get(name))
          return (
            <tr key={index}>
              <th scope="row">
                <code>{showText(name) || '(no name)'}</code>
                {described && !known.has(name) && <span className={classes.odd}>not in the catalogue</span>}
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
export function PayloadTab({ payload, eventType }: { payload: ShownPayload; eventType: string | null }) {
  const { query, body, charset, contentType, parameters, parameterCount } = payload
  const more = parameterCount - parameters.length
  return (
    <div className={classes.stack}>
      <div>
        <Parameters payload={payload} eventType={eventType} />
        {more > 0 && (
          <p className={classes.note}>
            {more.toLocaleString('en-US')} more parameters: see the exact bytes below.
          </p>
        )}
      </div>
      {query.size > 0 && (
        <section>
          <h3 className={classes.heading}>Query, as it came</h3>
          <BytesView base64={query.base64} size={query.size} charset={charset} label="Query" />
        </section>
      )}
      <section>
        <h3 className={classes.heading}>Body, as it came{contentType && `: ${showText(contentType)}`}</h3>
        <BytesView base64={body.base64} size={body.size} charset={charset} label="Body" />
      </section>
    </div>
  )
}
