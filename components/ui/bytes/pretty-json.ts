const TOKEN = /"[^"\\]*(?:\\.[^"\\]*)*"|[{}[\],:]|[^\s{}[\],:"]+/g

/** Text that is mostly indentation helps nobody: from such growth on JSON and markup are left as they are. */
export const isOvergrown = (pretty: number, plain: number) => pretty > plain * 8 + 1000

/**
 * JSON with a line for each value; null when it is none, or so deep that it would only be white space. Every number and text
 * stands as it was written: parsed and written anew, a long number would be another one, and an escape no escape.
 */
export function prettyJson(text: string): string | null {
  if (!/^\s*[[{]/.test(text)) return null
  try {
    JSON.parse(text)
  } catch {
    return null
  }
  return indent(text)
}

function indent(text: string): string | null {
  const parts: string[] = []
  let length = 0
  let depth = 0
  let before = ''
  const add = (part: string) => {
    parts.push(part)
    length += part.length
  }
  const newLine = () => add(`\n${'  '.repeat(depth)}`)
  for (const [token] of text.matchAll(TOKEN)) {
    const isEnd = token === '}' || token === ']'
    const isFirst = before === '{' || before === '['
    if (isEnd) depth -= 1
    if (isEnd ? !isFirst : isFirst) newLine()
    add(token === ':' ? ': ' : token)
    if (token === '{' || token === '[') depth += 1
    if (token === ',') newLine()
    if (isOvergrown(length, text.length)) return null
    before = token
  }
  return parts.join('')
}
