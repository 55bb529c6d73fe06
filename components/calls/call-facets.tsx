'use client'

import { FacetGroup, type FacetItem, plainItem, withChosen } from '#components/log/facets/facet-group.tsx'
import { FacetRail } from '#components/log/facets/facet-rail.tsx'
import { useSummary } from '#components/log/live/summary.tsx'
import { useListParams } from '#components/log/use-list-params.ts'
import { CALL_FATE_LABELS, CALL_FATES } from '#lib/delivery-log/call-fate.ts'
import type { CallFacets as Counts } from '#lib/delivery-log/call-summary.ts'
import type { FacetValue } from '#lib/delivery-log/count-facets.ts'
import { showText } from '#lib/livechat/show-bytes.ts'
import { callParams } from './search-params.ts'

/** The values by which the events can be narrowed down. @param counts null: there was nothing when the page was read. */
export function CallFacets({ counts }: { counts: Counts | null }) {
  const now = useSummary<{ facets: Counts }>()?.facets ?? counts
  const { params, change } = useListParams(callParams)
  const odd = params.odd ? [params.odd] : []
  if (now === null) return null
  const { values, total } = now
  return (
    <FacetRail total={total}>
      <FacetGroup
        label="What came of it"
        items={withChosen(values.fate, params.fate).map(fateItem)}
        chosen={params.fate}
        onChange={(fate) => change({ fate })}
      />
      <FacetGroup
        label="Beside the catalogue"
        items={withChosen(values.odd, odd).map((one) => ({ ...plainItem(one), name: 'Odd', text: 'Odd' }))}
        chosen={odd}
        onChange={(chosen) => change({ odd: chosen.at(-1) ?? null })}
      />
      <FacetGroup
        label="Event type"
        items={withChosen(values.eventType, params.event).map(shownItem)}
        chosen={params.event}
        onChange={(event) => change({ event })}
      />
      <FacetGroup
        label="Licence"
        items={withChosen(values.licence, params.licence).map(shownItem)}
        chosen={params.licence}
        onChange={(licence) => change({ licence })}
      />
      <FacetGroup
        label="Chat server"
        items={withChosen(values.chatServer, params.server).map(plainItem)}
        chosen={params.server}
        onChange={(server) => change({ server })}
      />
    </FacetRail>
  )
}

function fateItem({ value, count }: FacetValue): FacetItem {
  const fate = CALL_FATES.find((one) => one === value)
  const name = fate ? CALL_FATE_LABELS[fate] : value
  return { value, name, text: name, count }
}

/** What a rejected call says of itself can be anything. */
function shownItem({ value, count }: FacetValue): FacetItem {
  const name = showText(value)
  return { value, name, text: name, count }
}
