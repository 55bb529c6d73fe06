/** Marks the buttons between which the arrow keys move. */
export const ROW_BUTTON = 'data-mapping-row'
/** Marks the rows that are open. */
export const OPEN_ROW = 'data-mapping-editor'

/** Whether the focus went away with what had it. */
function isLost(): boolean {
  const { activeElement } = document
  return (
    activeElement === null || activeElement === document.body || activeElement.closest('[hidden]') !== null
  )
}

function focus(selector: string): void {
  if (isLost()) document.querySelector<HTMLElement>(selector)?.focus()
}

/** Gives the focus to the row whose editor went away: on with the next one. */
export const focusRow = (eventType: string) => focus(`[${ROW_BUTTON}="${CSS.escape(eventType)}"]`)

/** Gives the focus to an editor that came back. */
export const focusEditor = (eventType: string) => focus(`[${OPEN_ROW}="${CSS.escape(eventType)}"] input`)
