/** More of a value is shown when it is asked for: thousands of lines of it make a page slow, and hide what comes after. */
const MOST_CHARACTERS = 8 * 1024
const MOST_LINES = 300

/** The beginning of a text that a page can show at once. */
export function firstLines(text: string): string {
  const short = text.slice(0, MOST_CHARACTERS)
  let end = -1
  for (let line = 0; line < MOST_LINES; line += 1) {
    end = short.indexOf('\n', end + 1)
    if (end === -1) return short
  }
  return short.slice(0, end)
}
