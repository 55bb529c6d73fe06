import { type PreparedRequest, prepareRequest, requestHead } from '#lib/dispatch/prepare-request.ts'
import type { EndpointDetail } from '#lib/endpoints/get-endpoint.ts'
import { checkUrl } from '#lib/lc-serv-cfg/check-url.ts'
import { EVENT_TYPES } from '#lib/livechat/catalogue.ts'
import { exampleEvent } from '#lib/livechat/example.ts'
import { writeForm } from '#lib/livechat/parameters.ts'
import { CONNECT_TO_SOURCES, spellAddress } from '#lib/mappings/connect-to.ts'

const CHARSET = 'utf-8'
const LICENCE = '1520'
const DELIVERY = '(id of the delivery)'
const KIB = 1024
/** What many servers take of a request line at most. */
const LONGEST_TARGET = 8 * KIB

/** The settings as they are being typed. */
export type Draft = { url: string; mode: string; connectTo: string }

export type Preview =
  | {
      ok: true
      /** Request line and headers, latin1. */
      head: string[]
      body: Uint8Array
      charset: string
      connectsTo: string
      /** What of the sentence follows: in place of what, and who says so; null: it is the URL's own. */
      insteadOf: string | null
      /** About a target that a server may refuse; null: none. */
      warning: string | null
    }
  | { ok: false; reason: string }

type Mappings = EndpointDetail['mappings']

const defaultsFirst = (mappings: Mappings) =>
  mappings.toSorted((a, b) => Number(a.licence !== null) - Number(b.licence !== null))

/** The event types that an endpoint can be shown with: those mapped to it, the defaults' first, or else the twelve. */
export function previewTypes({ mappings }: { mappings: Mappings }): string[] {
  const mapped = [...new Set(defaultsFirst(mappings).map(({ eventType }) => eventType))]
  return mapped.length > 0 ? mapped : [...EVENT_TYPES]
}

/** An example event of a type as a chat server posts it, and as a test event from the console is made. */
function exampleCall(eventType: string, licence: string) {
  const body = writeForm(exampleEvent(eventType, licence), CHARSET)
  const contentType = 'application/x-www-form-urlencoded'
  return { method: 'POST' as const, query: new Uint8Array(0), body, contentType, charset: CHARSET }
}

/** The first request that an example event would make with these settings, or why none can be made. Pure. */
export function previewRequest(input: {
  endpoint: Pick<EndpointDetail, 'mappings' | 'rpcServer'>
  draft: Draft
  eventType: string
  now: Date
  version: string
}): Preview {
  const { endpoint, draft, eventType, now, version } = input
  const checked = checkUrl(draft.url.trim())
  if (!checked.ok) return checked
  const licence =
    defaultsFirst(endpoint.mappings).find((one) => one.eventType === eventType)?.licence ?? LICENCE
  const own = draft.connectTo.trim()
  const rpcServer = eventType === 'NEW_LICENCE' ? endpoint.rpcServer : null
  const prepared = prepareRequest({
    call: exampleCall(eventType, licence),
    endpoint: {
      url: checked.url,
      mode: draft.mode,
      connectTo: own === '' ? rpcServer : { text: own, source: 'endpoint' },
    },
    deliveryId: DELIVERY,
    attemptNumber: 1,
    now,
    version,
  })
  if (!prepared.ok) return prepared
  const { request } = prepared
  return {
    ok: true,
    head: requestHead(request),
    body: request.body,
    charset: CHARSET,
    ...sayPlace(request),
    warning: warnOfTarget(request, eventType),
  }
}

function sayPlace({ origin, connectTo }: PreparedRequest) {
  const { host } = new URL(origin)
  if (connectTo === null) return { connectsTo: host, insteadOf: null }
  const insteadOf = ` instead of ${host}, ${CONNECT_TO_SOURCES[connectTo.source]}`
  return { connectsTo: spellAddress(connectTo), insteadOf }
}

function warnOfTarget({ method, path }: PreparedRequest, eventType: string): string | null {
  if (method !== 'GET') return null
  const size = `The target has ${path.length.toLocaleString('en')} bytes.`
  if (path.length > LONGEST_TARGET) {
    return `${size} Many servers refuse one over 8 KB: choose POST form or POST JSON.`
  }
  const hasChat = exampleEvent(eventType, LICENCE).some(([name]) => name === 'CHAT')
  return hasChat
    ? `${size} CHAT holds a whole conversation, so a real one may be far longer, and many servers refuse a target over 8 KB.`
    : null
}
