/** JSON with a line for each value; null when it is none, or so deep that it would only be white space. */
export function prettyJson(text: string): string | null {
  if (!/^\s*[[{]/.test(text)) return null
  try {
    const pretty = JSON.stringify(JSON.parse(text), null, 2)
    return pretty.length > text.length * MOST_GROWTH + MOST_GROWTH_BY ? null : pretty
  } catch {
    return null
  }
}

const MOST_GROWTH = 8
const MOST_GROWTH_BY = 1000
