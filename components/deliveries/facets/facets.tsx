'use client'

import { useListParams } from '#components/log/use-list-params.ts'
import { shortUrl } from '#components/ui/shown-url.ts'
import { STATUS_ICONS } from '#components/ui/status-badge.tsx'
import type { FacetCounts, FacetValue } from '#lib/delivery-log/count-facets.ts'
import { DELIVERY_STATUS_LABELS, type DeliveryStatus } from '#lib/delivery-log/delivery-status.ts'
import { FAILURE_KINDS, type FailureKind, isFailureKind } from '#lib/dispatch/failure-kinds.ts'
import { COUNT_BOUND } from '#lib/mappings/limits.ts'
import { deliveryParams } from '../search-params.ts'
import { FacetGroup, type FacetItem } from './facet-group.tsx'
import classes from './facets.module.css'

/** What is chosen stands there also where nothing of it is left. */
const withChosen = (values: FacetValue[], chosen: readonly string[]): FacetValue[] => [
  ...values,
  ...chosen
    .filter((value) => !values.some((one) => one.value === value))
    .map((value) => ({ value, label: null, count: 0 })),
]

/** The values by which the log can be narrowed down. */
export function Facets({ counts: { values, total } }: { counts: FacetCounts }) {
  const { params, change } = useListParams(deliveryParams)
  const answers = [...params.code, ...params.error]
  return (
    <>
      {total > COUNT_BOUND && <p className={classes.note}>Counted among the newest 10,000.</p>}
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
        items={withChosen(values.endpoint, params.endpoint).map(endpointItem)}
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
    </>
  )
}

const isStatus = (value: string): value is DeliveryStatus => value in DELIVERY_STATUS_LABELS

const plainItem = ({ value, count }: FacetValue): FacetItem => ({ value, name: value, text: value, count })

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
      <span className={classes.host}>{host}</span>
      <span className={classes.path}>{path}</span>
    </span>
  )
  return { value, name: `${host}${path}`, text, count }
}
