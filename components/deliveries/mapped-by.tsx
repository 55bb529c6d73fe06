import { LocalTime } from '#components/ui/local-time.tsx'
import { TextLink } from '#components/ui/text-link.tsx'
import type { DeliveryMaker } from '#lib/delivery-log/types.ts'
import { showText } from '#lib/livechat/show-bytes.ts'
import classes from './delivery.module.css'

/** The history of a scope's mappings, open at a revision. */
function historyHref({ licence, revision }: Pick<DeliveryMaker, 'licence' | 'revision'>): string {
  const query = new URLSearchParams({
    ...(licence !== null && { licence }),
    history: 'true',
    revision: String(revision),
  })
  return `/mappings?${query}`
}

/** Which version of whose mappings made a delivery, and whether the event type goes there still. */
export function MappedBy({ maker }: { maker: DeliveryMaker }) {
  const scope = maker.licence === null ? 'the defaults' : `licence ${showText(maker.licence)}`
  return (
    <>
      <dt>Mapped by</dt>
      <dd>
        <TextLink href={historyHref(maker)}>
          {scope}, r{maker.revision}
        </TextLink>
        {!maker.isRecorded && ', by the time: the delivery does not say'}
        <div className={classes.note}>
          <LocalTime at={maker.at} withDay />, {showText(maker.actor)}
        </div>
        {maker.hasChanged && <div className={classes.odd}>The mapping has changed since</div>}
      </dd>
    </>
  )
}
