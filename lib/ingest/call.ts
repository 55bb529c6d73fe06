import type { AnswerSetting } from '../livechat/accepted-answer.ts'
import type { Oddity } from '../livechat/oddities.ts'
import type { Parameter } from '../livechat/parameters.ts'

/** Whose calls these are: found by the token of an ingest URL. */
export type CallSource = { chatServerId: string; charset: string } & AnswerSetting

/** One HTTP request at a door, as it came. */
export type IncomingCall = {
  /** GET or POST; of a refused call whatever it was. */
  method: string
  /** The bytes after the `?`, without it. */
  query: Uint8Array
  body: Uint8Array
  contentType: string | null
  /** As received, in order; values as latin1. */
  headers: [string, string][]
  remoteAddress: string | null
  receivedAt: Date
}

/** What an accepted call is about; it is then an event. */
export type EventFacts = {
  eventType: string
  licence: string
  operatorId: string | null
  clientId: string | null
  /** The conference number. */
  chatGroup: string | null
}

/** A call that has been read and is ready to be stored. */
export type ReadCall = IncomingCall & {
  /** Made at the door; without one the database makes it. */
  id?: string
  chatServerId: string | null
  charset: string
  parameters: Parameter[]
  /** For the search: the words of its values, parted by blanks. */
  words: string
  /** What the catalogue does not know of an accepted call. */
  odd: Oddity[]
} & (
    | { outcome: 'accepted'; facts: EventFacts }
    | { outcome: 'rejected'; reason: string; facts: Partial<EventFacts> }
  )

/** What became of a call once it is stored and cannot be lost any more. */
export type Ingested =
  | { outcome: 'accepted'; id: string }
  | { outcome: 'rejected'; id: string; reason: string }
