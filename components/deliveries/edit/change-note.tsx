import type { ShownDelivery } from '#components/deliveries/shown.ts'
import { LocalTime } from '#components/ui/local-time.tsx'
import { showUrl } from '#components/ui/shown-url.ts'
import { TextLink } from '#components/ui/text-link.tsx'
import type { PayloadChanges } from '#lib/delivery-log/types.ts'
import classes from './edit.module.css'
import { sayParameterChange } from './say-change.ts'

/** Of a changed delivery: what it repeats, and what is otherwise. */
export function ChangeNote({ delivery: { change, originalId } }: { delivery: ShownDelivery }) {
  if (change === null || originalId === null) return null
  return (
    <section className={classes.note} aria-label="Changed resend">
      <h3>
        Changed resend of <TextLink href={`/deliveries/${originalId}`}>the original delivery</TextLink>, by{' '}
        {change.actor}, <LocalTime at={change.at} withDay />
      </h3>
      <ul>
        {change.url !== null && <li>Sent to {showUrl(change.url)}</li>}
        {change.changes && <Changes changes={change.changes} />}
      </ul>
    </section>
  )
}

function Changes({ changes: { method, parameters } }: { changes: PayloadChanges }) {
  return (
    <>
      {method && (
        <li>
          Sent by {method.after} in place of {method.before}
        </li>
      )}
      {parameters === null && <li>Its payload is edited; it is too long to be compared here.</li>}
      {parameters?.map((one, place) => (
        <li key={place}>{sayParameterChange(one)}</li>
      ))}
    </>
  )
}
