import { type MarkupToken, markupTokens } from './markup-tokens.ts'
import { isOvergrown } from './pretty-json.ts'

/** Elements whose end HTML lets one leave out before the next of its kind. */
const ENDED_BY_ITS_LIKE = new Set(['li', 'p', 'td', 'th', 'tr', 'dt', 'dd', 'option'])
const DEEPEST = 100
/** An element with a text up to so long stands on one line. */
const LONGEST_LINE = 120

/** The kinds of markup; HTML may leave out ends of elements and forgets those that are too many. */
export type Markup = 'xml' | 'html'

/**
 * Markup with a line for each tag and text, as text: nothing of it is rendered or decoded, tags and attributes stand as they
 * were written, white space between them is ours. null when it is none, broken, or deeper than makes sense.
 */
export function prettyMarkup(text: string, markup: Markup): string | null {
  const isHtml = markup === 'html'
  const tokens = markupTokens(text, isHtml)
  if (!tokens?.some(({ kind }) => kind === 'open' || kind === 'empty')) return null
  const lines: string[] = []
  const open: string[] = []
  let length = 0
  const add = (line: string, depth: number) => {
    lines.push('  '.repeat(depth) + line)
    length += line.length + 2 * depth + 1
  }
  for (let at = 0; at < tokens.length; at += 1) {
    const token = tokens[at]
    if (!token) break
    const short = token.kind === 'open' ? onOneLine(tokens, at) : null
    if (short) {
      endItsLike(open, token, isHtml)
      add(short.line, open.length)
      at += short.more
    } else if (!place(token, { open, add, isHtml })) return null
    if (open.length > DEEPEST || isOvergrown(length, text.length)) return null
  }
  return open.length > 0 && !isHtml ? null : lines.join('\n')
}

/** An element without anything but a short text in it. `more`: how many tokens that is beside the first. */
function onOneLine(tokens: readonly MarkupToken[], at: number): { line: string; more: number } | null {
  const [first, second, third] = tokens.slice(at, at + 3)
  if (first?.kind !== 'open') return null
  if (second?.kind === 'close' && second.name === first.name)
    return { line: first.text + second.text, more: 1 }
  if (second?.kind !== 'text' || third?.kind !== 'close' || third.name !== first.name) return null
  const line = first.text + second.text.trim() + third.text
  return line.length <= LONGEST_LINE && !line.includes('\n') ? { line, more: 2 } : null
}

type Page = { open: string[]; add: (line: string, depth: number) => void; isHtml: boolean }

/** Puts a token on its lines. @returns false when it has no place there. */
function place(token: MarkupToken, { open, add, isHtml }: Page): boolean {
  const { kind, text } = token
  if (kind === 'verbatim') add(text, 0)
  else if (kind === 'text') {
    // Text beside the one element of a document.
    if (!isHtml && open.length === 0 && text.trim() !== '') return false
    for (const line of text.split('\n')) if (line.trim() !== '') add(line.trim(), open.length)
  } else if (kind === 'close') {
    const from = open.lastIndexOf(token.name)
    if (!isHtml && (from === -1 || from !== open.length - 1)) return false
    if (from !== -1) open.length = from
    add(text, open.length)
  } else {
    endItsLike(open, token, isHtml)
    add(text, open.length)
    if (kind === 'open') open.push(token.name)
  }
  return true
}

function endItsLike(open: string[], token: MarkupToken, isHtml: boolean): void {
  const last = open.at(-1)
  if (isHtml && token.kind === 'open' && last === token.name && ENDED_BY_ITS_LIKE.has(last)) open.pop()
}
