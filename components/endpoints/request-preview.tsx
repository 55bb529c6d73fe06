import { Select, Text } from '@mantine/core'
import { useMemo, useState } from 'react'
import { BytesView } from '#components/ui/bytes/bytes-view.tsx'
import type { EndpointDetail } from '#lib/endpoints/get-endpoint.ts'
import { showText } from '#lib/livechat/show-bytes.ts'
import { type Draft, previewRequest, previewTypes } from './preview-request.ts'
import classes from './request-preview.module.css'

const base64 = (bytes: Uint8Array) => btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))

/** The exact first request that an example event makes with the settings as they are typed. */
export function RequestPreview({
  endpoint,
  draft,
  version,
  now,
  also,
}: {
  endpoint: Pick<EndpointDetail, 'mappings' | 'rpcServer'>
  draft: Draft
  version: string
  /** The moment of the request (ISO): server and browser must draw the same. */
  now: string
  /** The names of what it carries besides: it is not shown. */
  also: string[]
}) {
  const types = useMemo(() => previewTypes(endpoint), [endpoint])
  const [chosen, setChosen] = useState<string | null>(null)
  const eventType = chosen ?? types[0] ?? ''
  const { url, mode, connectTo } = draft
  const preview = useMemo(
    () =>
      previewRequest({ endpoint, draft: { url, mode, connectTo }, eventType, now: new Date(now), version }),
    [endpoint, url, mode, connectTo, eventType, now, version],
  )
  return (
    <section className={classes.preview} aria-label="Preview of the request">
      <div className={classes.previewBar}>
        <Text size="sm" fw={650}>
          Request for an example of
        </Text>
        <Select
          aria-label="Event type of the preview"
          w={240}
          data={types}
          value={eventType}
          onChange={setChosen}
          allowDeselect={false}
          searchable={types.length > 12}
        />
      </div>
      {preview.ok ? (
        <>
          <p className={classes.place}>
            Connects to <strong>{preview.connectsTo}</strong>
            {preview.insteadOf}
          </p>
          {preview.warning && <p className={classes.warning}>{preview.warning}</p>}
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
          <pre className={classes.head} tabIndex={0}>
            {preview.head.map((line) => showText(line)).join('\n')}
          </pre>
          {also.length > 0 && <p className={classes.none}>Also carries {also.join(', ')}.</p>}
          <BytesView base64={base64(preview.body)} charset={preview.charset} label="Body" />
        </>
      ) : (
        <p className={classes.none}>No request can be made: {preview.reason}</p>
      )}
    </section>
  )
}
