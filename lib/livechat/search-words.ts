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
    for (const word of wordsOf(text)) {
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
  for (const parts of runsOf(text)) {
    const width = Math.min(parts.length, MAX_RUN)
    for (let from = 0; from + width <= parts.length; from++) words.add(joinParts(parts, from, width))
  }
  return [...words]
}

function* wordsOf(value: string): Generator<string> {
  for (const parts of runsOf(value)) {
    for (let from = 0; from < parts.length; from++) {
      for (let width = 1; width <= MAX_RUN && from + width <= parts.length; width++)
        yield joinParts(parts, from, width)
    }
  }
}

type Part = { text: string; connector: string }

function* runsOf(text: string): Generator<Part[]> {
  for (const [run] of fold(text).matchAll(RUN)) {
    const parts: Part[] = []
    for (const match of run.matchAll(PART)) {
      const connector = match.index === 0 ? '' : (run[match.index - 1] ?? '')
      parts.push({ text: [...match[0].slice(0, 2 * MAX_PART)].slice(0, MAX_PART).join(''), connector })
    }
    yield parts
  }
}

function joinParts(parts: readonly Part[], from: number, width: number): string {
  const chosen = parts.slice(from, from + width)
  return chosen.map((part, i) => (i === 0 ? part.text : part.connector + part.text)).join('')
}

// A sigma at the end of a word has a form of its own, which depends on what follows: one form for all.
function fold(text: string): string {
  return text.normalize('NFC').toLowerCase().replaceAll('ς', 'σ')
}

function utf8Size(word: string): number {
  let size = 0
  for (const character of word) {
    const code = character.codePointAt(0) ?? 0
    size += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4
  }
  return size
}
