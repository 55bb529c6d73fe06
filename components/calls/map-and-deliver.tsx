'use client'

import { Alert, Autocomplete, Button, SegmentedControl } from '@mantine/core'
import { IconArrowsShuffle } from '@tabler/icons-react'
import { type FocusEvent, useState, useTransition } from 'react'
import delivery from '#components/deliveries/delivery.module.css'
import type { Told } from '#components/deliveries/resend-panel.tsx'
import type { ShownCall } from '#components/deliveries/shown.ts'
import type { UrlCheckActions } from '#components/mappings/mapping-actions.ts'
import { UrlFindings } from '#components/mappings/url-findings.tsx'
import { useUrlChecks } from '#components/mappings/use-url-checks.ts'
import { type Ask, ask } from '#components/ui/ask.ts'
import { showText } from '#lib/livechat/show-bytes.ts'
import type { MapAndDeliverOutcome } from '#lib/mappings/map-and-deliver.ts'
import classes from './calls.module.css'
import { sayMapAndDeliver, sayScope } from './say-map-and-deliver.ts'

export type MapAndDeliver = Ask<
  { eventId: string; licence: string | null; eventType: string; urls: string[]; expected: string[] | null },
  MapAndDeliverOutcome
>

type Scope = 'licence' | 'defaults'

/** For an event whose type is mapped nowhere: says where it goes from now on, and brings the event there. */
export function MapAndDeliverForm(props: {
  call: ShownCall
  endpoints: readonly string[]
  mapAndDeliver: MapAndDeliver
  urls: UrlCheckActions
}) {
  const { call, endpoints, mapAndDeliver, urls } = props
  const { eventType, licence, scopes } = call
  const [scope, setScope] = useState<Scope>(scopes?.licence ? 'licence' : 'defaults')
  const [url, setUrl] = useState('')
  const [told, setTold] = useState<Told | null>(null)
  const [isSending, startSending] = useTransition()
  const isOpen = call.mappedNow.length === 0
  const checks = useUrlChecks({
    licence: scope === 'licence' ? licence : null,
    eventType: eventType ?? '',
    ofLicence: licence ?? '',
    actions: urls,
  })
  if (eventType === null || licence === null || scopes === null) return null
  // Not while the button is being pressed: what is found would push it away from under the pointer.
  const leave = ({ relatedTarget }: FocusEvent) => {
    if (!relatedTarget?.matches('button:active')) checks.leave(0, url.trim())
  }
  const send = () =>
    startSending(async () => {
      const input = {
        ...{ eventId: call.id, eventType, urls: [url.trim()] },
        ...{ licence: scope === 'licence' ? licence : null, expected: scopes[scope] },
      }
      setTold(sayMapAndDeliver(await ask(mapAndDeliver, input), { eventType, licence, url: url.trim() }))
    })
  if (!isOpen && !told) return null
  return (
    <section className={classes.panel} aria-labelledby="map">
      <h3 id="map" className={delivery.heading}>
        Map it and deliver
      </h3>
      {isOpen && (
        <form
          onSubmit={(event) => {
            event.preventDefault()
            if (url.trim() !== '') send()
          }}
        >
          <div className={classes.fields}>
            <Autocomplete
              size="xs"
              className={classes.url}
              label={`URL for ${showText(eventType)}`}
              placeholder="https://"
              data={[...endpoints]}
              limit={50}
              value={url}
              onChange={setUrl}
              onBlur={leave}
              classNames={{ input: classes.mono }}
              inputMode="url"
              spellCheck={false}
            />
            <SegmentedControl
              aria-label="Where the mapping holds"
              value={scope}
              onChange={(value) => setScope(value as Scope)} // the control has no other values
              data={[
                { value: 'defaults', label: 'All licences' },
                { value: 'licence', label: `Only ${showText(licence)}` },
              ]}
            />
            <Button
              type="submit"
              leftSection={<IconArrowsShuffle size={16} aria-hidden />}
              loading={isSending}
              disabled={url.trim() === ''}
            >
              Map and deliver
            </Button>
          </div>
          <UrlFindings check={checks.of(0, url)} eventType={eventType} />
          <p className={delivery.note}>{sayScope(scope, scopes, showText(licence))}</p>
        </form>
      )}
      <div aria-live="polite">
        {told && (
          <Alert color={told.good ? 'teal' : 'red'} py="xs">
            {told.text}
          </Alert>
        )}
      </div>
    </section>
  )
}
