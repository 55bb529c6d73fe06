import { diffLines } from 'diff'
import { showBytes } from '#lib/livechat/show-bytes.ts'
import type { ShownAttempt } from '../shown.ts'

/** What differs between two attempts; null: it is not there in that one. */
export type Difference = { name: string; before: string | null; after: string | null }
export type BodyPart = { kind: 'same' | 'removed' | 'added'; text: string }

export type Comparison = {
  facts: Difference[]
  requestHeaders: Difference[]
  responseHeaders: Difference[]
  /** Of the answers; 'same', or 'other' when they are too different to be told line by line. */
  body: BodyPart[] | 'same' | 'other'
}

/** What of two attempts of a delivery is not the same, the earlier one first. Texts are as they came: latin1. */
export function compareAttempts(before: ShownAttempt, after: ShownAttempt): Comparison {
  return {
    facts: differing(FACTS.map(([name, read]) => ({ name, before: read(before), after: read(after) }))),
    requestHeaders: compareHeaders(before.requestHeaders, after.requestHeaders),
    responseHeaders: compareHeaders(before.responseHeaders, after.responseHeaders),
    body: compareBodies(before.responseBody, after.responseBody),
  }
}

const ms = (value: number | null | undefined) => (value == null ? null : `${value.toFixed(1)} ms`)

const FACTS: [name: string, read: (attempt: ShownAttempt) => string | null][] = [
  ['Answer', ({ status, statusText }) => (status === null ? null : `${status} ${statusText ?? ''}`.trim())],
  ['Error', ({ error }) => error],
  ['Method and URL', ({ method, url }) => `${method} ${url}`],
  ['Address', ({ address }) => address],
  ['First byte', ({ timings }) => ms(timings?.firstByteMs)],
  ['Total', ({ timings }) => ms(timings?.totalMs)],
]

const differing = (all: Difference[]) => all.filter(({ before, after }) => before !== after)

function compareHeaders(before: [string, string][], after: [string, string][]): Difference[] {
  const [old, young] = [byName(before), byName(after)]
  const names = new Set([...old.keys(), ...young.keys()])
  return differing(
    [...names].map((name) => ({ name, before: old.get(name) ?? null, after: young.get(name) ?? null })),
  )
}

/** Values by name in lower case, those of one name together. */
function byName(headers: [string, string][]): Map<string, string> {
  const values = new Map<string, string>()
  for (const [name, value] of headers) {
    const key = name.toLowerCase()
    const before = values.get(key)
    values.set(key, before === undefined ? value : `${before}, ${value}`)
  }
  return values
}

const MOST_EDITS = 1000

function compareBodies(before: string, after: string): Comparison['body'] {
  if (before === after) return 'same'
  const parts = diffLines(readBody(before), readBody(after), { maxEditLength: MOST_EDITS })
  return (
    parts?.map(({ value, added, removed }) => ({
      kind: added ? 'added' : removed ? 'removed' : 'same',
      text: value,
    })) ?? 'other'
  )
}

const readBody = (base64: string) =>
  showBytes(
    Uint8Array.from(atob(base64), (character) => character.charCodeAt(0)),
    'utf-8',
    { keepLines: true },
  )
