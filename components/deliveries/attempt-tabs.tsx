'use client'

import { Tabs } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { OddSection } from '#components/calls/odd-section.tsx'
import { BytesView } from '#components/ui/bytes/bytes-view.tsx'
import { hostOf } from '#components/ui/host-of.ts'
import { LocalTime } from '#components/ui/local-time.tsx'
import { usePrinting } from '#components/ui/use-printing.ts'
import type { PayloadPart } from '#lib/delivery-log/get-bytes.ts'
import { showText } from '#lib/livechat/show-bytes.ts'
import { CONNECT_TO_SOURCES } from '#lib/mappings/connect-to.ts'
import { deliveryBytesHref } from './bytes-href.ts'
import { AttemptComparison } from './compare/attempt-comparison.tsx'
import { CopyCurl } from './copy-curl.tsx'
import classes from './delivery.module.css'
import { HeaderList } from './header-list.tsx'
import { PayloadTab } from './payload-tab.tsx'
import { sayUnknown } from './say-unknown.ts'
import type { ShownAttempt, ShownDelivery } from './shown.ts'
import { Waterfall } from './waterfall.tsx'

const CHARSET = /charset\s*=\s*"?([\w-]+)/i
const LONGEST_URL = 4000

const contentTypeOf = (headers: [string, string][]) =>
  headers.find(([name]) => name.toLowerCase() === 'content-type')?.[1] ?? ''

/** The charset that a response names, or the most common one. */
function responseCharset(attempt: ShownAttempt): string {
  const named = CHARSET.exec(contentTypeOf(attempt.responseHeaders))?.[1] ?? 'utf-8'
  try {
    return new TextDecoder(named).encoding
  } catch {
    return 'utf-8'
  }
}

function Response({
  deliveryId,
  attempt,
  isLast,
}: {
  deliveryId: string
  attempt: ShownAttempt
  isLast: boolean
}) {
  if (attempt.outcome === 'unknown')
    return <p className={classes.unknown}>{sayUnknown({ wasSentAgain: !isLast })}</p>
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
          <BytesView
            base64={attempt.responseBody}
            charset={responseCharset(attempt)}
            contentType={contentTypeOf(attempt.responseHeaders)}
            source={deliveryBytesHref(deliveryId, 'response', attempt.number)}
            label="Response body"
            prefersPretty
          />
        </section>
      )}
    </div>
  )
}

/** Whether a connection stood; else nothing was sent over it. */
const isConnected = ({ status, timings }: ShownAttempt) =>
  status !== null || timings?.reusedConnection === true || (timings?.connectMs ?? null) !== null

/** `connected to 10.0.0.1:80 instead of shop.example, as RPC_SERVER_IP of the licence says`; or the address alone. */
function Place({ attempt }: { attempt: ShownAttempt }) {
  const { url, address, connectTo, connectToSource } = attempt
  if (connectTo === null) return address && ` to ${address}`
  const resolved = address === null || connectTo.includes(address) ? '' : ` (${address})`
  const why = connectToSource ? `, ${CONNECT_TO_SOURCES[connectToSource]}` : ''
  return (
    <>
      , {isConnected(attempt) ? 'connected' : 'to be connected'} to <strong>{showText(connectTo)}</strong>
      {resolved} instead of {showText(hostOf(url))}
      {why}
    </>
  )
}

function Request({
  deliveryId,
  attempt,
  charset,
}: {
  deliveryId: string
  attempt: ShownAttempt
  charset: string
}) {
  const { method, url, requestBody, requestHeaders } = attempt
  // Refused before there was anything to send.
  if (method === '') return <p className={classes.dimmed}>Nothing was sent.</p>
  const contentType = contentTypeOf(requestHeaders)
  const isJson = contentType.startsWith('application/json')
  return (
    <div className={classes.stack}>
      <section>
        <div className={classes.requestLine}>
          <code className={classes.url}>
            <strong>{method}</strong> {showText(url.slice(0, LONGEST_URL))}
            {url.length > LONGEST_URL && ` … ${url.length - LONGEST_URL} more characters`}
          </code>
          <CopyCurl attempt={attempt} />
        </div>
        <p className={classes.note}>
          {attempt.connectTo === null || isConnected(attempt) ? 'Sent' : 'Begun'}{' '}
          <LocalTime at={attempt.startedAt} withDay withMs />
          <Place attempt={attempt} />
        </p>
      </section>
      <section>
        <h3 className={classes.heading}>Headers</h3>
        <HeaderList headers={requestHeaders} />
      </section>
      <section>
        <h3 className={classes.heading}>Body, as it was sent</h3>
        <BytesView
          base64={requestBody.base64}
          size={requestBody.size}
          charset={isJson ? 'utf-8' : charset}
          contentType={contentType}
          source={deliveryBytesHref(deliveryId, 'request', attempt.number)}
          prefersPretty={isJson}
          label="Request body"
        />
      </section>
    </div>
  )
}

/** Both sides of an attempt, and the payload of its event. The tab stays when another attempt is chosen. */
export function AttemptTabs({ delivery }: { delivery: ShownDelivery }) {
  const { attempt, attemptList, payload, eventType, odd } = delivery
  const [chosen, setChosen] = useState<string | null>(null)
  const tab = attempt ? (chosen ?? 'response') : 'payload'
  const isPrinting = usePrinting() !== null
  const source = (part: PayloadPart, number?: number) => deliveryBytesHref(delivery.id, part, number)
  const sides: Side[] = [
    ...(attempt
      ? [
          {
            value: 'request',
            name: 'Request',
            printed: `Request of attempt ${attempt.number}`,
            content: <Request deliveryId={delivery.id} attempt={attempt} charset={payload.charset} />,
          },
          {
            value: 'response',
            name: 'Response',
            printed: `Response to attempt ${attempt.number}`,
            content: (
              <Response
                deliveryId={delivery.id}
                attempt={attempt}
                isLast={attempt.id === attemptList.at(-1)?.id}
              />
            ),
          },
        ]
      : []),
    {
      value: 'payload',
      name: `Payload ${payload.parameterCount}`,
      printed: 'Payload of the event',
      content: (
        <div className={classes.stack}>
          <OddSection odd={odd} eventType={eventType} />
          <PayloadTab payload={payload} eventType={eventType} source={source} odd={odd} />
        </div>
      ),
    },
  ]
  if (isPrinting) return <PrintedSides sides={sides} />
  const isComparable = attempt !== null && attemptList.length > 1
  const shown: Omit<Side, 'printed'>[] = isComparable
    ? [
        ...sides,
        {
          value: 'compare',
          name: 'Compare',
          content: <AttemptComparison deliveryId={delivery.id} attempt={attempt} attempts={attemptList} />,
        },
      ]
    : sides
  return (
    <Tabs value={tab} onChange={setChosen} keepMounted={false}>
      <Tabs.List className={classes.tabs}>
        {shown.map(({ value, name }) => (
          <Tabs.Tab key={value} value={value}>
            {name}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      {shown.map(({ value, content }) => (
        <Tabs.Panel key={value} value={value} pt="md">
          {content}
        </Tabs.Panel>
      ))}
    </Tabs>
  )
}

type Side = { value: string; name: string; printed: string; content: ReactNode }

/** On paper nobody can choose: all of them, one after another. */
function PrintedSides({ sides }: { sides: Side[] }) {
  return (
    <div className={classes.stack}>
      {sides.map(({ value, printed, content }) => (
        <section key={value}>
          <h2 className={classes.printed}>{printed}</h2>
          {content}
        </section>
      ))}
    </div>
  )
}
