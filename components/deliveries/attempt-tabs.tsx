'use client'

import { Tabs } from '@mantine/core'
import { useState } from 'react'
import { BytesView } from '#components/ui/bytes-view.tsx'
import { LocalTime } from '#components/ui/local-time.tsx'
import type { AttemptDetail } from '#lib/delivery-log/types.ts'
import { showText } from '#lib/livechat/show-bytes.ts'
import { CopyCurl } from './copy-curl.tsx'
import classes from './delivery.module.css'
import { HeaderList } from './header-list.tsx'
import { PayloadTab } from './payload-tab.tsx'
import type { ShownDelivery } from './shown.ts'
import { Waterfall } from './waterfall.tsx'

const CHARSET = /charset\s*=\s*"?([\w-]+)/i
const LONGEST_URL = 4000

/** The charset that a response names, or the most common one. */
function responseCharset(attempt: AttemptDetail): string {
  const type = attempt.responseHeaders.find(([name]) => name.toLowerCase() === 'content-type')?.[1] ?? ''
  const named = CHARSET.exec(type)?.[1] ?? 'utf-8'
  try {
    return new TextDecoder(named).encoding
  } catch {
    return 'utf-8'
  }
}

function Response({ attempt }: { attempt: AttemptDetail }) {
  const hasAnswer = attempt.status !== null
  return (
    <div className={classes.stack}>
      {attempt.error && <p className={classes.error}>{showText(attempt.error)}</p>}
      {attempt.finishedAt === null && <p className={classes.dimmed}>No answer yet.</p>}
      {attempt.timings && <Waterfall timings={attempt.timings} errorKind={attempt.errorKind} />}
      {hasAnswer && (
        <section>
          <h3 className={classes.heading}>
            {attempt.status} {showText(attempt.statusText ?? '')}
            {attempt.address && <span className={classes.note}>from {attempt.address}</span>}
          </h3>
          <HeaderList headers={attempt.responseHeaders} />
        </section>
      )}
      {hasAnswer && (
        <section>
          <h3 className={classes.heading}>
            Body{attempt.truncated && ', cut at 64 KB: the rest was not read'}
          </h3>
          <BytesView base64={attempt.responseBody} charset={responseCharset(attempt)} label="Response body" />
        </section>
      )}
    </div>
  )
}

function Request({ attempt, delivery }: { attempt: AttemptDetail; delivery: ShownDelivery }) {
  const { body, charset } = delivery.payload
  return (
    <div className={classes.stack}>
      <section>
        <div className={classes.requestLine}>
          <code className={classes.url}>
            <strong>{attempt.method}</strong> {showText(attempt.url.slice(0, LONGEST_URL))}
            {attempt.url.length > LONGEST_URL && ` … ${attempt.url.length - LONGEST_URL} more characters`}
          </code>
          <CopyCurl attempt={attempt} body={body} />
        </div>
        <p className={classes.note}>
          Sent <LocalTime at={attempt.startedAt} withDay withMs />
          {attempt.address && ` to ${attempt.address}`}
        </p>
      </section>
      <section>
        <h3 className={classes.heading}>Headers</h3>
        <HeaderList headers={attempt.requestHeaders} />
      </section>
      <section>
        <h3 className={classes.heading}>Body, the chat server’s own bytes</h3>
        <BytesView base64={body.base64} size={body.size} charset={charset} label="Request body" />
      </section>
    </div>
  )
}

/** Both sides of an attempt, and the payload of its event. The tab stays when another attempt is chosen. */
export function AttemptTabs({ delivery }: { delivery: ShownDelivery }) {
  const { attempt, payload, eventType } = delivery
  const [chosen, setChosen] = useState<string | null>(null)
  const tab = attempt ? (chosen ?? 'response') : 'payload'
  return (
    <Tabs value={tab} onChange={setChosen} keepMounted={false}>
      <Tabs.List>
        {attempt && <Tabs.Tab value="request">Request</Tabs.Tab>}
        {attempt && <Tabs.Tab value="response">Response</Tabs.Tab>}
        <Tabs.Tab value="payload">Payload {payload.parameterCount}</Tabs.Tab>
      </Tabs.List>
      {attempt && (
        <Tabs.Panel value="request" pt="md">
          <Request attempt={attempt} delivery={delivery} />
        </Tabs.Panel>
      )}
      {attempt && (
        <Tabs.Panel value="response" pt="md">
          <Response attempt={attempt} />
        </Tabs.Panel>
      )}
      <Tabs.Panel value="payload" pt="md">
        <PayloadTab payload={payload} eventType={eventType} />
      </Tabs.Panel>
    </Tabs>
  )
}
