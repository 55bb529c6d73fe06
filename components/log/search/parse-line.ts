import { nearest } from '#lib/nearest.ts'
import { type Terms, termKey, termKeys } from './term.ts'

/** What a search line says. `terms` only has the keys that are there. */
export type ParsedLine<Key extends string> = {
  terms: Partial<Record<Key, string[]>>
  /** The words outside of terms, as they were typed. */
  search: string
  /** What is wrong with it, a sentence each; then nothing of it may be asked for. */
  problems: string[]
}

// A term with its value, which may be quoted; quoted words; a word.
const PART = /([A-Za-z]+):(?!\/\/)("[^"]*"?|[^\s]*)|"[^"]*"?|[^\s]+/g
const MOST_VALUES = 100

const unquoted = (text: string) => text.replaceAll('"', '')

/**
 * Reads a line such as `licence:1520,1521 status:failed "not arrived" jane`. Values of a key are joined by commas or by
 * naming the key again. Words before a colon that are no key are a mistake, unless they are quoted.
 * @param known the terms of the list.
 */
export function parseLine<Key extends string>(line: string, known: Terms<Key>): ParsedLine<Key> {
  const parsed: ParsedLine<Key> = { terms: {}, search: '', problems: [] }
  const words: string[] = []
  for (const [part, word, typed = ''] of line.matchAll(PART)) {
    if (word === undefined) words.push(unquoted(part))
    else readTerm(parsed, known, word, typed)
  }
  parsed.search = words.filter(Boolean).join(' ').trim()
  if (parsed.search !== '' && !/[\p{L}\p{N}]/u.test(parsed.search))
    parsed.problems.push('Search for words: letters or digits.')
  return parsed
}

function readTerm<Key extends string>(
  { terms, problems }: ParsedLine<Key>,
  known: Terms<Key>,
  word: string,
  typed: string,
): void {
  const key = termKey(known, word)
  if (key === null) {
    const meant = nearest(word, termKeys(known))
    problems.push(
      `There is no term “${word}”.${meant ? ` Did you mean ${meant}?` : ''} To search for it as words, quote it: "${word}:${unquoted(typed)}"`,
    )
    return
  }
  const values = typed.startsWith('"') ? [unquoted(typed)] : unquoted(typed).split(',').filter(Boolean)
  if (values.length === 0) {
    problems.push(`${key}: names nothing. Write ${key}:${known[key].example}`)
    return
  }
  for (const value of values) {
    const read = known[key].read(value)
    if ('problem' in read) problems.push(`${key}: ${read.problem}`)
    else {
      const before = known[key].isSingle ? [] : (terms[key] ?? [])
      terms[key] = [...new Set([...before, read.value])].slice(0, MOST_VALUES)
    }
  }
}

/** The part of a line that is being typed: what is behind the last blank that is not quoted. */
export function lastPart(line: string): string {
  const isOpen = (line.match(/"/g)?.length ?? 0) % 2 === 1
  const at = isOpen ? line.slice(0, line.lastIndexOf('"')).lastIndexOf(' ') : line.lastIndexOf(' ')
  return line.slice(at + 1)
}

export type Suggestion = { /** What the part becomes. */ text: string; about: string; isWhole: boolean }

const MOST_SUGGESTIONS = 8

/**
 * How the part that is being typed can go on.
 * @param there values that are there, of keys that have any.
 */
export function suggest<Key extends string>(
  part: string,
  known: Terms<Key>,
  there: Partial<Record<Key, readonly string[]>>,
): Suggestion[] {
  const [, word, typed] = /^([A-Za-z]+):(.*)$/.exec(part) ?? []
  if (word !== undefined && typed !== undefined) {
    const key = termKey(known, word)
    if (key === null) return []
    const given = typed.slice(0, typed.lastIndexOf(',') + 1)
    const wanted = unquoted(typed.slice(given.length)).toLowerCase()
    const values = there[key] ?? known[key].values ?? []
    return values
      .filter((value) => value.toLowerCase().includes(wanted) && value.toLowerCase() !== wanted)
      .slice(0, MOST_SUGGESTIONS)
      .map((value) => ({
        text: `${key}:${given}${value.includes(' ') ? `"${value}"` : value}`,
        about: known[key].about,
        isWhole: true,
      }))
  }
  if (part.startsWith('"')) return []
  return termKeys(known)
    .filter((key) => key.startsWith(part.toLowerCase()))
    .map((key) => ({
      text: `${key}:`,
      about: `${known[key].about}, such as ${known[key].example}`,
      isWhole: false,
    }))
}
