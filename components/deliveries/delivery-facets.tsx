'use client'

import { FacetGroup, type FacetItem, plainItem, withChosen } from '#components/log/facets/facet-group.tsx'
import { FacetRail } from '#components/log/facets/facet-rail.tsx'
import classes from '#components/log/facets/facets.module.css'
import { useSummary } from '#components/log/live/summary.tsx'
import { useListParams } from '#components/log/use-list-params.ts'
import { shortUrl } from '#components/ui/shown-url.ts'
import { STATUS_ICONS } from '#components/ui/status-badge.tsx'
import type { FacetValue } from '#lib/delivery-log/count-facets.ts'
import { DELIVERY_STATUS_LABELS, type DeliveryStatus } from '#lib/delivery-log/delivery-status.ts'
import type { DeliveryFacets as Counts } from '#lib/delivery-log/delivery-summary.ts'
import { FAILURE_KINDS, type FailureKind, isFailureKind } from '#lib/dispatch/failure-kinds.ts'
import { deliveryParams, isId } from './search-params.ts'

/** The values by which the deliveries can be narrowed down. @param counts null: there was nothing when the page was read. */
export function DeliveryFacets({ counts }: { counts: Counts | null }) {
  const now = useSummary<{ facets: Counts }>()?.facets ?? counts
  const { params, change } = useListParams(deliveryParams)
  const answers = [...params.code, ...params.error]
  if (now === null) return null
  const { values, total } = now
  return (
    <FacetRail total={total}>
      <FacetGroup
        label="Status"
        items={values.status.map(statusItem)}
        chosen={params.status}
        onChange={(chosen) => change({ status: chosen.filter(isStatus) })}
      />
      <FacetGroup
        label="Last answer"
        items={withChosen(values.answer, answers).map(answerItem)}
        chosen={answers}
        onChange={(chosen) =>
          change({
            code: chosen.filter((value) => !isFailureKind(value)),
            error: chosen.filter((value): value is FailureKind => isFailureKind(value)),
          })
        }
      />
      <FacetGroup
        label="Endpoint"
        items={withChosen(values.endpoint, params.endpoint.filter(isId)).map(endpointItem)}
        chosen={params.endpoint}
        onChange={(endpoint) => change({ endpoint })}
      />
      <FacetGroup
        label="Event type"
        items={withChosen(values.eventType, params.event).map(plainItem)}
        chosen={params.event}
        onChange={(event) => change({ event })}
      />
      <FacetGroup
        label="Licence"
        items={withChosen(values.licence, params.licence).map(plainItem)}
        chosen={params.licence}
        onChange={(licence) => change({ licence })}
      />
    </FacetRail>
  )
}

const isStatus = (value: string): value is DeliveryStatus => value in DELIVERY_STATUS_LABELS

function statusItem({ value, count }: FacetValue): FacetItem {
  if (!isStatus(value)) return plainItem({ value, label: null, count })
  const Icon = STATUS_ICONS[value]
  const name = DELIVERY_STATUS_LABELS[value]
  const text = (
    <span className={classes.status} data-status={value}>
      <Icon size={14} stroke={2.2} aria-hidden="true" />
      {name}
    </span>
  )
  return { value, name, text, count }
}

function answerItem({ value, count }: FacetValue): FacetItem {
  const name = isFailureKind(value) ? FAILURE_KINDS[value].label : value
  return { value, name, text: name, count }
}

function endpointItem({ value, label, count }: FacetValue): FacetItem {
  if (label === null) return plainItem({ value, label, count })
  const { host, path } = shortUrl(label)
  const text = (
    <span title={`${host}${path}`} className={classes.url}>
      <span className={classes.host} data-before-mark={path.startsWith('…')}>
        {host}
      </span>
      <span className={classes.path}>{path}</span>
    </span>
  )
  return { value, name: `${host}${path}`, text, count }
}
