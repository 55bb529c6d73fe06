/** Ranges of statuses, both ends included. */
export type ExpectedStatus = readonly (readonly [from: number, to: number])[]

/** What an endpoint takes for success. */
export type ExpectedAnswer = {
  status: ExpectedStatus
  /** As it was written, for people. */
  statusText: string
  /** Must occur in the body, as UTF-8. */
  text: string | null
}

/** What is expected of an endpoint that says nothing. */
export const ANY_SUCCESS: ExpectedAnswer = { status: [[200, 299]], statusText: '2xx', text: null }

/** Reads `2xx`, or a list such as `200-204 302`. Client-safe. */
export function parseExpectedStatus(
  text: string,
): { ok: true; expected: ExpectedStatus } | { ok: false; reason: string } {
  const expected: [number, number][] = []
  for (const word of text.trim().split(/[\s,]+/)) {
    const [, digit] = /^([1-5])xx$/i.exec(word) ?? []
    const [, from, to = from] = /^([1-5]\d\d)(?:-([1-5]\d\d))?$/.exec(word) ?? []
    if (digit) expected.push([Number(digit) * 100, Number(digit) * 100 + 99])
    else if (from && Number(from) <= Number(to)) expected.push([Number(from), Number(to)])
    else return { ok: false, reason: `“${word}” is no status: write 2xx, 204 or 200-204.` }
  }
  return { ok: true, expected }
}

/** What the database says of an endpoint, read; text that a newer version wrote counts as "any success". */
export function expectedAnswer(statusText: string, text: string | null): ExpectedAnswer {
  const parsed = parseExpectedStatus(statusText)
  return parsed.ok ? { status: parsed.expected, statusText, text } : { ...ANY_SUCCESS, text }
}

export function isExpectedStatus(expected: ExpectedStatus, status: number): boolean {
  return expected.some(([from, to]) => status >= from && status <= to)
}
