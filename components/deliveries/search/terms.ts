import { startOfDay } from '#components/log/local-day.ts'
import { ANSWER_CODE, CODE_HINT } from '#lib/delivery-log/answer-code.ts'
import { DELIVERY_STATUSES } from '#lib/delivery-log/delivery-status.ts'
import { MOMENT_HINT, parseMoment } from '#lib/delivery-log/moment.ts'
import { ATTEMPTS_HINT, parseAttempts, parseTook, TOOK_HINT } from '#lib/delivery-log/number-range.ts'
import { FAILURE_KIND_NAMES } from '#lib/dispatch/failure-kinds.ts'
import { EVENT_TYPES } from '#lib/livechat/catalogue.ts'
import type { Narrowing } from '../search-params.ts'
import { nearest } from './nearest.ts'

/** The parts of the search line that go by a key. */
export type TermKey = Exclude<keyof Narrowing, 'search'>

/** What a value of a term is read as, or why it cannot be. */
type Read = { value: string } | { problem: string }

type Term = {
  /** For completion. */
  about: string
  example: string
  /** Only one value at a time. */
  isSingle?: boolean
  /** Values that are offered. */
  values?: readonly string[]
  read: (typed: string) => Read
}

const anything = (typed: string): Read =>
  /[\p{L}\p{N}]/u.test(typed) ? { value: typed } : { problem: 'needs letters or digits.' }

const oneOf =
  (values: readonly string[]) =>
  (typed: string): Read => {
    const known = values.find((value) => value.toLowerCase() === typed.toLowerCase())
    if (known) return { value: known }
    const meant = nearest(typed, values)
    return {
      problem: `knows no ${typed}.${meant ? ` Did you mean ${meant}?` : ` It knows ${values.join(', ')}.`}`,
    }
  }

const formed =
  (isGood: (typed: string) => boolean, hint: string) =>
  (typed: string): Read =>
    isGood(typed) ? { value: typed } : { problem: `does not read ${typed}. ${hint}` }

/** Days by name are those of the viewer: the address holds the moment. */
const moment = (typed: string): Read => {
  const day = startOfDay(typed)
  if (day !== null) return { value: day }
  return formed(
    (text) => parseMoment(text, Date.now()) !== null,
    `${MOMENT_HINT} Or today, or monday.`,
  )(typed)
}

/** The terms of the search line, in the order in which they are offered. */
export const TERMS: Record<TermKey, Term> = {
  status: {
    about: 'what became of it',
    example: 'failed',
    values: DELIVERY_STATUSES,
    read: oneOf(DELIVERY_STATUSES),
  },
  code: {
    about: 'the last answer',
    example: '5xx',
    values: ['2xx', '3xx', '4xx', '5xx', '404', '500', '503'],
    read: (typed) => formed((code) => ANSWER_CODE.test(code), CODE_HINT)(typed.toLowerCase()),
  },
  error: {
    about: 'why the last attempt failed',
    example: 'timeout',
    values: FAILURE_KIND_NAMES,
    read: oneOf(FAILURE_KIND_NAMES),
  },
  licence: { about: 'the licence', example: '1520', read: anything },
  event: {
    about: 'the event type',
    example: 'CHAT_STARTED',
    values: EVENT_TYPES,
    read: (typed) => anything(typed.toUpperCase()),
  },
  endpoint: { about: 'a part of the URL', example: 'shop.example', read: anything },
  agent: { about: 'the agent, or what is before the @', example: 'jane', read: anything },
  client: { about: 'the client, or how it begins', example: 'S129', read: anything },
  server: { about: 'the chat server', example: 'rack', read: anything },
  attempts: {
    about: 'how many attempts',
    example: '>1',
    isSingle: true,
    values: ['1', '>1', '>3'],
    read: formed((typed) => parseAttempts(typed) !== null, ATTEMPTS_HINT),
  },
  took: {
    about: 'how long the last attempt took',
    example: '>5s',
    isSingle: true,
    values: ['>1s', '>5s', '<100ms'],
    read: formed((typed) => parseTook(typed) !== null, TOOK_HINT),
  },
  since: {
    about: 'not older than',
    example: '24h',
    isSingle: true,
    values: ['1h', '24h', 'today', 'monday', '7d', '30d'],
    read: moment,
  },
  until: { about: 'older than', example: '2026-11-20', isSingle: true, read: moment },
}

/** Other words for a key that people type. */
const ALIASES: Record<string, TermKey | undefined> = {
  answer: 'code',
  type: 'event',
  eventtype: 'event',
  license: 'licence',
  url: 'endpoint',
  host: 'endpoint',
  to: 'endpoint',
  operator: 'agent',
  visitor: 'client',
  duration: 'took',
  chatserver: 'server',
}

export const TERM_KEYS = Object.keys(TERMS) as TermKey[] // the keys of the const above

/** The key that a word stands for; null: none. */
export function termKey(word: string): TermKey | null {
  const lower = word.toLowerCase()
  return TERM_KEYS.find((key) => key === lower) ?? ALIASES[lower] ?? null
}
