import type { RunOutcome } from '../bulk/run-state.ts'
import type { Place, RequiredName } from '../livechat/correction.ts'
import type { Oddity } from '../livechat/oddities.ts'
import type { ConnectToSource } from '../mappings/connect-to.ts'
import type { Trigger } from '../queue/attempt-jobs.ts'
import type { DeliveryStatus } from './delivery-status.ts'
import type { LOG_ORDERS } from './filters.ts'
import type { RecordedDeed } from './record-deeds.ts'

// The shapes in which the log is read. All are plain JSON (times are ISO strings in UTC), so that a page can
// hand them to the browser; secret parameters are masked before they get here.

/** A row of the deliveries' list: no bodies. */
export type ListedDelivery = {
  id: string
  eventId: string
  /** When the event reached the door. */
  receivedAt: string
  licence: string
  eventType: string
  operatorId: string | null
  clientId: string | null
  endpointId: string
  /** The endpoint's URL at present; or where a changed delivery goes instead. */
  url: string
  /** It goes to that URL in place of its endpoint's. */
  isElsewhere: boolean
  /** The delivery that it repeats with a change; null: none. */
  originalId: string | null
  /** Its event was made by the console. */
  isTest: boolean
  status: DeliveryStatus
  attempts: number
  nextAttemptAt: string | null
  lastStatus: number | null
  lastErrorKind: string | null
  lastError: string | null
  lastDurationMs: number | null
}

/** Which rows stand first. */
export type LogOrder = (typeof LOG_ORDERS)[number]

/** A page of a list. Cursors are ids; null says that there is nothing further that way. */
export type LogPage<Row> = { rows: Row[]; older: string | null; newer: string | null }

export type AttemptTimings = {
  dnsMs: number | null
  connectMs: number | null
  tlsMs: number | null
  firstByteMs: number | null
  totalMs: number
  reusedConnection: boolean
}

export type AttemptDetail = {
  id: string
  number: number
  trigger: Trigger
  actor: string | null
  startedAt: string
  /** null: under way, or the dispatcher died and the outcome is not known yet. */
  finishedAt: string | null
  method: string
  url: string
  requestHeaders: [string, string][]
  /** The body as it was sent, base64; null: not read, it was not asked for. */
  requestBody: string | null
  /** `HOST:PORT` that was connected to instead of the URL's own, and who said so; null: the URL's own. */
  connectTo: string | null
  connectToSource: ConnectToSource | null
  /** 'answered', 'failed', or 'unknown' for one whose dispatcher died; null while under way. */
  outcome: 'answered' | 'failed' | 'unknown' | null
  errorKind: string | null
  error: string | null
  status: number | null
  statusText: string | null
  responseHeaders: [string, string][]
  /** Kept bytes of the response, base64. */
  responseBody: string
  truncated: boolean
  address: string | null
  timings: AttemptTimings | null
}

/** The payload as it came, or as a person edited it: exact bytes are base64, with secrets masked unless asked otherwise. */
export type PayloadDetail = {
  method: string
  query: string
  body: string
  contentType: string | null
  charset: string
  parameters: [string, string][]
}

/** An endpoint as far as it matters for what is sent along. */
export type EndpointOfDelivery = {
  url: string
  mode: string
  hasCredentials: boolean
  hasHeaders: boolean
  isSigned: boolean
}

/** A parameter as it was or is; a secret value, and one that is not read, is null. */
export type ChangedSide = { name: string; value: string | null }

/** One parameter that differs: without `before` it was added, without `after` removed. Secrets are left out. */
export type ParameterChange = { before: ChangedSide | null; after: ChangedSide | null }

/** What of a payload differs from another; `parameters` is null when they are too many to compare. Plain JSON. */
export type PayloadChanges = {
  method: { before: string; after: string } | null
  parameters: ParameterChange[] | null
}

/** A delivery that repeats another with a change, as the other's page names it. */
export type ChangedResend = {
  id: string
  at: string
  actor: string
  status: DeliveryStatus
  lastStatus: number | null
  lastErrorKind: string | null
  attempts: number
  /** Where it goes instead; null: to the endpoint's URL. */
  url: string | null
  /** What of the payload is changed; null: nothing. `parameters` is null as well when the payload is large. */
  changes: PayloadChanges | null
}

export type ChangeOfDelivery = {
  actor: string
  at: string
  /** Where it goes instead; null: to the endpoint's URL. */
  url: string | null
  /** null: it sends the event's payload. */
  changes: PayloadChanges | null
}

/** What a person did with a delivery. */
export type Deed = { actor: string; at: string } & (
  | { deed: RecordedDeed }
  /** Resent, or made, by a bulk run; `at`: when the person started it. */
  | { deed: 'run'; run: { id: string; kind: 'resend' | 'replay'; outcome: RunOutcome } }
  /** Cancelled a run that had not sent it yet. */
  | { deed: 'cancel run'; runId: string }
  /** Made this one, as a changed resend of another. */
  | { deed: 'change'; originalId: string }
  /** Sent it once more with a change. */
  | { deed: 'changed resend'; resend: ChangedResend }
)

/** The version of the mappings that named the endpoint of a delivery. */
export type DeliveryMaker = {
  /** The scope: a licence, or null for the defaults. */
  licence: string | null
  revision: number
  /** Who made the revision, and when. */
  actor: string
  at: string
  /** false: it was not kept with the delivery; this one was in force when the delivery was made. */
  isRecorded: boolean
  /** Its event type goes elsewhere by now, or by another scope. */
  hasChanged: boolean
}

export type DeliveryDetail = ListedDelivery & {
  createdAt: string
  /** The pauses of its endpoint, as written; null: the standard ones. */
  retrySchedule: string | null
  payload: PayloadDetail
  /** What the catalogue does not know of the event; nothing is said of a payload that was edited. */
  odd: Oddity[]
  /** How its endpoint is called; null: it was removed. */
  endpoint: EndpointOfDelivery | null
  /** What it sends otherwise than its original; null: it is no changed delivery. */
  change: ChangeOfDelivery | null
  /** What was sent once more with a change of this one, newest first. */
  changedResends: ChangedResend[]
  /** What people did with it, oldest first. */
  deeds: Deed[]
  /** null: no mapping made it, or nobody knows which. */
  maker: DeliveryMaker | null
  /** Oldest first. */
  attemptList: AttemptDetail[]
  /** null for a test event from the console. */
  chatServer: { id: string; name: string } | null
  remoteAddress: string | null
  /** Where this event type of this licence goes at present. */
  mappedNow: { endpointId: string; url: string }[]
}

export const CALL_OUTCOMES = ['accepted', 'rejected'] as const
export type CallOutcome = (typeof CALL_OUTCOMES)[number]

/** A row of the calls' list. An accepted call is an event. */
export type ListedCall = {
  id: string
  receivedAt: string
  outcome: CallOutcome
  /** Why it was rejected. */
  reason: string | null
  chatServer: { id: string; name: string } | null
  eventType: string | null
  licence: string | null
  operatorId: string | null
  clientId: string | null
  /** How many endpoints it was brought to, when it came or since; 0: it went nowhere. */
  mapped: number
  /** It was mapped to "deliver nothing": it went nowhere on purpose. */
  muted: boolean
  remoteAddress: string | null
  /** What the catalogue does not know of an accepted call. */
  odd: Oddity[]
}

/** How a rejected call can become an event. */
export type Correctable = {
  /** What it does not name itself. */
  missing: RequiredName[]
  /** What it seems to mean; empty where nothing is found. */
  suggested: Record<RequiredName, string>
  /** Where the missing ones are added. */
  place: Place
}

/** What the two scopes say of an event's type: URLs in order, none for "deliver nothing", null for not mapped. */
export type ScopesOf = { licence: string[] | null; defaults: string[] | null }

export type CallDetail = ListedCall & {
  payload: PayloadDetail
  headers: [string, string][]
  deliveries: ListedDelivery[]
  mappedNow: { endpointId: string; url: string }[]
  /** What each scope says at present; null for a rejected call. */
  scopes: ScopesOf | null
  /** null for an accepted call. */
  correctable: Correctable | null
  /** The rejected call that a person made this event from. */
  correctedFrom: { id: string; by: string } | null
  /** The event that a person made from this rejected call. */
  correctedAs: { id: string; by: string; at: string; mapped: number } | null
}
