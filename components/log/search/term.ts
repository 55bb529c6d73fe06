import { startOfDay } from '#components/log/local-day.ts'
import { MOMENT_HINT, parseMoment } from '#lib/delivery-log/moment.ts'
import { EVENT_TYPES } from '#lib/livechat/catalogue.ts'
import { nearest } from '#lib/nearest.ts'

/** What a value of a term is read as, or why it cannot be. */
export type ReadTerm = { value: string } | { problem: string }

/** A part of the search line that goes by a key. */
export type Term = {
  /** For completion. */
  about: string
  example: string
  /** Other words for its key that people type, in small letters. */
  aliases?: readonly string[]
  /** Only one value at a time. */
  isSingle?: boolean
  /** Values that are offered. */
  values?: readonly string[]
  read: (typed: string) => ReadTerm
}

/** The terms of a list, in the order in which they are offered. */
export type Terms<Key extends string> = Record<Key, Term>

export const anything = (typed: string): ReadTerm =>
  /[\p{L}\p{N}]/u.test(typed) ? { value: typed } : { problem: 'needs letters or digits.' }

export const oneOf =
  (values: readonly string[]) =>
  (typed: string): ReadTerm => {
    const known = values.find((value) => value.toLowerCase() === typed.toLowerCase())
    if (known) return { value: known }
    const meant = nearest(typed, values)
    return {
      problem: `knows no ${typed}.${meant ? ` Did you mean ${meant}?` : ` It knows ${values.join(', ')}.`}`,
    }
  }

export const formed =
  (isGood: (typed: string) => boolean, hint: string) =>
  (typed: string): ReadTerm =>
    isGood(typed) ? { value: typed } : { problem: `does not read ${typed}. ${hint}` }

/** Days by name are those of the viewer: the address holds the moment. */
const moment = (typed: string): ReadTerm => {
  const day = startOfDay(typed)
  if (day !== null) return { value: day }
  return formed(
    (text) => parseMoment(text, Date.now()) !== null,
    `${MOMENT_HINT} Or today, or monday.`,
  )(typed)
}

/** What an event is about. */
export const EVENT_TERMS = {
  licence: { about: 'the licence', example: '1520', aliases: ['license'], read: anything },
  event: {
    about: 'the event type',
    example: 'CHAT_STARTED',
    aliases: ['type', 'eventtype'],
    values: EVENT_TYPES,
    read: (typed) => anything(typed.toUpperCase()),
  },
  agent: {
    about: 'the agent, or what is before the @',
    example: 'jane',
    aliases: ['operator'],
    read: anything,
  },
  client: {
    about: 'the client, or how it begins',
    example: 'S129',
    aliases: ['visitor'],
    read: anything,
  },
  server: { about: 'the chat server', example: 'rack', aliases: ['chatserver'], read: anything },
} as const satisfies Record<string, Term>

export const TIME_TERMS = {
  since: {
    about: 'not older than',
    example: '24h',
    isSingle: true,
    values: ['1h', '24h', 'today', 'monday', '7d', '30d'],
    read: moment,
  },
  until: { about: 'older than', example: '2026-11-20', isSingle: true, read: moment },
} as const satisfies Record<string, Term>

export const termKeys = <Key extends string>(terms: Terms<Key>) => Object.keys(terms) as Key[] // a record's own keys

/** The key that a word stands for; null: none. */
export function termKey<Key extends string>(terms: Terms<Key>, word: string): Key | null {
  const lower = word.toLowerCase()
  return termKeys(terms).find((key) => key === lower || terms[key].aliases?.includes(lower)) ?? null
}
