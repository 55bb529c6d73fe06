import { isEncodedAgain, parameterClass } from '#lib/livechat/catalogue.ts'
import { chatText } from '#lib/livechat/chat-text.ts'
import type { Parameter } from '#lib/livechat/parameters.ts'

/** The longest search text, in bytes of UTF-8. */
export const MAX_SEARCH_TEXT = 64 * 1024

const MAX_PART = 100
const MAX_RUN = 4

// Parts joined by one of these are also indexed together: e-mail addresses, hosts, dates, times, prices, event types.
// Nothing in a word may start markup or an entity for Postgres, whose parser reads across blanks there.
const RUN = /[\p{L}\p{N}\p{M}]+(?:[.\-_:@][\p{L}\p{N}\p{M}]+)*/gu
const PART = /[\p{L}\p{N}\p{M}]+/gu
const CONNECTOR = /[.\-_:@]/g
const ID = /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/

/**
 * The text to index with `to_tsvector('simple', …)`: words of every value, no secrets, no NUL, at most 64 KB.
 * Each run of up to four neighbouring parts is a word of its own, so `example.com` finds jane@shop.example.com.
 * CHAT is form-decoded again in the given charset. Short values go first: a long chat cannot crowd out the ids.
 */
export function searchWords(
  eventType: string | null,
  parameters: readonly Parameter[],
  charset = 'utf-8',
): string {
  const values = parameters
    .filter(([name]) => parameterClass(eventType, name) !== 'secret')
    .map(([name, value]) => {
      const bounded = value.slice(0, 4 * MAX_SEARCH_TEXT)
      return isEncodedAgain(eventType, name) ? chatText(bounded, charset) : bounded
    })
  return wordsIn(values)
}

/**
 * The words of texts, each once, joined by blanks and cut at `limit` bytes of UTF-8. Short texts go first: a long one cannot
 * crowd them out.
 */
export function wordsIn(texts: readonly string[], limit = MAX_SEARCH_TEXT): string {
  const words = new Set<string>()
  let size = 0
  for (const text of [...texts].sort((a, b) => a.length - b.length)) {
    for (const word of wordsOfText(text)) {
      if (words.has(word)) continue
      size += utf8Size(word) + 1
      if (size > limit) return [...words].join(' ')
      words.add(word)
    }
  }
  return [...words].join(' ')
}

/**
 * What a person typed, split the same way: every word must match (`plainto_tsquery('simple', word)`). A run of up to four parts is one word, a longer one
 * is each of its windows of four. Text without letters or digits gives no word.
 */
export function queryWords(text: string): string[] {
  const words = new Set<string>()
  for (const run of runsOf(text)) {
    const width = Math.min(run.starts.length, MAX_RUN)
    for (let from = 0; from + width <= run.starts.length; from++) words.add(wordOf(run, from, width))
  }
  return [...words]
}

const SHORT = 200
const MOST_KNOWN = 1000

/** The words of short texts: the URL of an endpoint and most headers are the same in all attempts. */
const known = new Map<string, string[]>()

function wordsOfText(text: string): Iterable<string> {
  if (text.length > SHORT) return wordsOf(text)
  const before = known.get(text)
  if (before) return before
  const words = [...wordsOf(text)]
  if (known.size >= MOST_KNOWN) known.clear()
  known.set(text, words)
  return words
}

function* wordsOf(value: string): Generator<string> {
  for (const run of runsOf(value)) {
    const parts = run.starts.length
    // An id is looked for whole, or by its beginning. Words that no other row has cost an index most.
    const isId = parts > MAX_RUN && ID.test(run.text)
    if (isId) yield wordOf(run, 0, 1)
    for (let from = 0; from < parts; from++) {
      for (let width = isId ? MAX_RUN : 1; width <= MAX_RUN && from + width <= parts; width++)
        yield wordOf(run, from, width)
    }
  }
}

/** A run, and where in it its parts start and end. */
type Run = { text: string; starts: number[]; ends: number[] }

function* runsOf(text: string): Generator<Run> {
  for (const [found] of fold(text).matchAll(RUN)) {
    const run = found.length > MAX_PART ? found.replaceAll(PART, shorten) : found
    const starts = [0]
    const ends: number[] = []
    for (const { index } of run.matchAll(CONNECTOR)) {
      ends.push(index)
      starts.push(index + 1)
    }
    ends.push(run.length)
    yield { text: run, starts, ends }
  }
}

const shorten = (part: string) =>
  part.length > MAX_PART ? [...part.slice(0, 2 * MAX_PART)].slice(0, MAX_PART).join('') : part

const wordOf = ({ text, starts, ends }: Run, from: number, width: number) =>
  text.slice(starts[from], ends[from + width - 1])

// A sigma at the end of a word has a form of its own, which depends on what follows: one form for all.
function fold(text: string): string {
  return text.normalize('NFC').toLowerCase().replaceAll('ς', 'σ')
}

const ASCII = /^[\0-\x7f]*$/

function utf8Size(word: string): number {
  if (ASCII.test(word)) return word.length
  let size = 0
  for (const character of word) {
    const code = character.codePointAt(0) ?? 0
    size += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4
  }
  return size
}
