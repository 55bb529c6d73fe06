export const LOG_KEYS = 'In the log'

/** The search line, wherever it is on the page. */
export const focusSearch = () => document.querySelector<HTMLElement>('[data-search-line]')?.focus()

/** From the row that has the focus to the one below or above; to the first when none has it. */
export function stepFocus(by: 1 | -1): void {
  const rows = [...document.querySelectorAll<HTMLElement>('[data-row]')].filter((row) => row.offsetParent)
  const at = rows.findIndex((row) => row.contains(document.activeElement))
  const next = rows[at === -1 ? 0 : at + by]
  next?.querySelector<HTMLElement>('a')?.focus()
  next?.scrollIntoView({ block: 'nearest' })
}
