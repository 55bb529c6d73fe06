import { BytesView } from '#components/ui/bytes-view.tsx'
import type { PayloadDetail } from '#lib/delivery-log/types.ts'
import { describeEventType, isEncodedAgain } from '#lib/livechat/catalogue.ts'
import { chatText } from '#lib/livechat/chat-text.ts'
import { showText } from '#lib/livechat/show-bytes.ts'
import classes from './delivery.module.css'

/** A value this long is cut in the table; the bytes below hold it whole. */
const SHOWN = 2000

function Value({
  eventType,
  name,
  value,
  charset,
}: {
  eventType: string | null
  name: string
  value: string
  charset: string
}) {
  const text = isEncodedAgain(eventType, name) ? chatText(value, charset) : value
  const shown = showText(text.slice(0, SHOWN), { keepLines: true })
  return (
    <span className={classes.value}>
      {shown === '' ? <span className={classes.dimmed}>empty</span> : shown}
      {text.length > SHOWN && (
        <span className={classes.dimmed}> … {text.length - SHOWN} more characters</span>
      )}
    </span>
  )
}

/** What the chat server sent: parameters in order, with what the protocol says of them, and the exact bytes. */
export function PayloadTab({ payload, eventType }: { payload: PayloadDetail; eventType: string | null }) {
  const described = eventType ? describeEventType(eventType) : null
  const known = new Map(described?.parameters.map((parameter) => [parameter.name, parameter]))
  return (
    <div className={classes.stack}>
      <table className={classes.pairs}>
        <tbody>
          {payload.parameters.map(([name, value], index) => (
            <tr key={index}>
              <th scope="row">
                <code>{showText(name) || '(no name)'}</code>
                {described && !known.has(name) && name !== 'EVENT' && name !== 'LICENCE' && (
                  <span className={classes.odd}>not in the catalogue</span>
                )}
              </th>
              <td>
                <Value eventType={eventType} name={name} value={value} charset={payload.charset} />
                {known.get(name)?.description && (
                  <div className={classes.note}>{known.get(name)?.description}</div>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {payload.query && (
        <section>
          <h3 className={classes.heading}>Query, as it came</h3>
          <BytesView base64={payload.query} charset={payload.charset} label="Query" />
        </section>
      )}
      <section>
        <h3 className={classes.heading}>
          Body, as it came{payload.contentType && `: ${payload.contentType}`}
        </h3>
        <BytesView base64={payload.body} charset={payload.charset} label="Body" />
      </section>
    </div>
  )
}
