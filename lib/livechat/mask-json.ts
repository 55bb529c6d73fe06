import { parameterClass } from '#lib/livechat/catalogue.ts'

const HIDDEN = '"****"'

/**
 * A JSON object of parameters, without blanks between its parts, with the values of secret ones replaced by `"****"`, an
 * array's one by one; every other character stays. null: it is something else, and nobody knows where in it a secret is.
 */
export function maskJson(eventType: string | null, text: string): string | null {
  if (!isParameters(text)) return null
  const out: string[] = []
  let kept = 0
  let isSecret = false
  // In that shape a string is a name when a colon follows it, and else a value.
  for (let at = text.indexOf('"'); at !== -1; ) {
    const end = endOfString(text, at)
    if (text[end] === ':') isSecret = parameterClass(eventType, JSON.parse(text.slice(at, end))) === 'secret'
    else if (isSecret) {
      out.push(text.slice(kept, at), HIDDEN)
      kept = end
    }
    at = text.indexOf('"', end)
  }
  out.push(text.slice(kept))
  return out.join('')
}

/** The place behind a string that begins at `start`; the JSON is valid, so it ends. */
function endOfString(text: string, start: number): number {
  for (let at = text.indexOf('"', start + 1); at !== -1; at = text.indexOf('"', at + 1)) {
    let backslashes = 0
    while (text[at - 1 - backslashes] === '\\') backslashes += 1
    if (backslashes % 2 === 0) return at + 1
  }
  return text.length
}

/** Whether text is an object of strings and arrays of strings, with nothing between its parts. */
function isParameters(text: string): boolean {
  let parsed: unknown
  try {
    parsed = JSON.parse(text)
  } catch {
    return false
  }
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) return false
  const isText = (value: unknown) => typeof value === 'string'
  const isFlat = Object.values(parsed).every((value) =>
    Array.isArray(value) ? value.every(isText) : isText(value),
  )
  return isFlat && hasOnlyStrings(text)
}

// Of a name that comes twice the parser tells the last value only: what stands between the strings is looked at as well.
function hasOnlyStrings(text: string): boolean {
  let from = 0
  for (let at = text.indexOf('"'); at !== -1; at = text.indexOf('"', from)) {
    if (!(from === 0 ? /^\{$/ : /^[:,[\]]*$/).test(text.slice(from, at))) return false
    from = endOfString(text, at)
  }
  return (from === 0 ? /^\{\}$/ : /^[:[\]]*\}$/).test(text.slice(from))
}

/** Every name and every text of valid JSON, decoded, also those that a later one of the same name replaces. */
export function* jsonStrings(text: string): Generator<string> {
  for (let at = text.indexOf('"'); at !== -1; ) {
    const end = endOfString(text, at)
    yield JSON.parse(text.slice(at, end))
    at = text.indexOf('"', end)
  }
}
