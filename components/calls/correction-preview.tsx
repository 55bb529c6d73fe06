import delivery from '#components/deliveries/delivery.module.css'
import type { ShownPayload } from '#components/deliveries/shown.ts'
import type { Place } from '#lib/livechat/correction.ts'
import { showBytes } from '#lib/livechat/show-bytes.ts'
import classes from './calls.module.css'

/** So much of the original stands here; all of it stands further down. */
const SHOWN = 1200

const toBytes = (base64: string) => Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))

/** Exactly what will be delivered: the addition, marked, in front of the bytes as they came. */
export function CorrectionPreview({
  payload,
  place,
  addition,
}: {
  payload: ShownPayload
  place: Place
  addition: Uint8Array
}) {
  const { method, charset } = payload
  const { base64, size } = payload[place]
  const original = toBytes(base64).subarray(0, SHOWN)
  const more = size - original.length
  const other = place === 'query' ? 'body' : 'query'
  return (
    <div className={classes.preview}>
      <p className={delivery.note}>
        Delivered by {method} with this {place}: {addition.length > 0 ? 'the marked part' : 'what you write'}{' '}
        is added in front, the bytes of the call stay as they came
        {payload[other].size > 0 ? `, and so does the ${other}` : ''}.
      </p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
      <pre className={classes.bytes} tabIndex={0}>
        <mark>{showBytes(addition, 'utf-8')}</mark>
        {addition.length > 0 && size > 0 && <mark>&amp;</mark>}
        {showBytes(original, charset)}
        {more > 0 && <span className={delivery.dimmed}> … {more.toLocaleString('en-US')} bytes more</span>}
      </pre>
    </div>
  )
}
