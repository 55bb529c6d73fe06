/** A piece of markup as it stands in the text. `name` in lower case for HTML. */
export type MarkupToken =
  | { kind: 'open' | 'close' | 'empty'; name: string; text: string }
  /** Comments, declarations, CDATA, processing instructions. */
  | { kind: 'other'; text: string }
  | { kind: 'text'; text: string }
  /** The content of an element whose white space counts. */
  | { kind: 'verbatim'; text: string }

const VOID = new Set('area base br col embed hr img input link meta param source track wbr'.split(' '))
const VERBATIM = new Set(['script', 'style', 'textarea', 'pre'])
const NAME = /[^\s/>]+/y

/** Takes markup apart, in one pass; null where something is not ended. Nothing is decoded. */
export function markupTokens(text: string, isHtml: boolean): MarkupToken[] | null {
  const tokens: MarkupToken[] = []
  let at = 0
  while (at < text.length) {
    const start = nextTag(text, at, isHtml)
    if (start === null) return null
    if (start > at) tokens.push({ kind: 'text', text: text.slice(at, start) })
    if (start === text.length) break
    const end = tagEnd(text, start)
    if (end === null) return null
    const token = toToken(text.slice(start, end), isHtml)
    if (token === null) return null
    tokens.push(token)
    at = end
    if (isHtml && token.kind === 'open' && VERBATIM.has(token.name)) {
      const close = contentEnd(text, at, token.name)
      if (close > at) tokens.push({ kind: 'verbatim', text: text.slice(at, close) })
      at = close
    }
  }
  return tokens
}

/** Where the next tag begins, or the text ends; null for a `<` that XML does not allow. */
function nextTag(text: string, from: number, isHtml: boolean): number | null {
  for (let at = text.indexOf('<', from); at !== -1; at = text.indexOf('<', at + 1)) {
    if (/[\p{L}_:/!?]/u.test(text[at + 1] ?? '')) return at
    if (!isHtml) return null
  }
  return text.length
}

const ENDS: [start: string, end: string][] = [
  ['<!--', '-->'],
  ['<![CDATA[', ']]>'],
  ['<?', '?>'],
]

function tagEnd(text: string, start: number): number | null {
  for (const [begins, ends] of ENDS) {
    if (!text.startsWith(begins, start)) continue
    const found = text.indexOf(ends, start + begins.length)
    return found === -1 ? null : found + ends.length
  }
  let quote = ''
  let brackets = 0
  for (let at = start + 1; at < text.length; at += 1) {
    const character = text[at] ?? ''
    if (quote !== '') {
      if (character === quote) quote = ''
    } else if (character === '"' || character === "'") quote = character
    else if (character === '[') brackets += 1
    else if (character === ']') brackets = Math.max(0, brackets - 1)
    // Declarations stand inside a document type: between [ and ].
    else if (character === '>' && (brackets === 0 || text[start + 1] !== '!')) return at + 1
  }
  return null
}

function toToken(text: string, isHtml: boolean): MarkupToken | null {
  if (text[1] === '!' || text[1] === '?') return { kind: 'other', text }
  const isClose = text[1] === '/'
  NAME.lastIndex = isClose ? 2 : 1
  const written = NAME.exec(text)?.[0]
  if (written === undefined) return isHtml ? { kind: 'other', text } : null
  const name = isHtml ? written.toLowerCase() : written
  if (isClose) return { kind: 'close', name, text }
  // In HTML it is so of SVG, and meant so of most others.
  const isClosed = text.endsWith('/>') && !(isHtml && VERBATIM.has(name))
  const isEmpty = isClosed || (isHtml && VOID.has(name))
  return { kind: isEmpty ? 'empty' : 'open', name, text }
}

function contentEnd(text: string, from: number, name: string): number {
  const close = new RegExp(`</${name}(?=[\\s/>])`, 'gi')
  close.lastIndex = from
  return close.exec(text)?.index ?? text.length
}
