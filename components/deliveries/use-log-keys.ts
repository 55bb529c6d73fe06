import { useKey } from '#components/shell/keys/use-key.ts'

const GROUP = 'In the log'

/** The search line, wherever it is on the page. */
const focusSearch = () => document.querySelector<HTMLElement>('[data-search-line]')?.focus()

/** Does what the button of the open delivery does, with all that it says. */
const resend = () => document.querySelector<HTMLElement>('[data-resend]')?.click()

/** The keys of the log. */
export function useLogKeys(log: {
  /** Whether a delivery is open beside it. */
  isOpen: boolean
  step: (by: 1 | -1) => void
  close: () => void
  choose: () => void
  toggleLive: () => void
}): void {
  const { isOpen, step, close, choose, toggleLive } = log
  useKey({ keys: '/', label: 'Search', group: GROUP, run: focusSearch })
  useKey({ keys: 'j', label: 'Open the row below', group: GROUP, repeats: true, run: () => step(1) })
  useKey({ keys: 'k', label: 'Open the row above', group: GROUP, repeats: true, run: () => step(-1) })
  useKey({ keys: 'x', label: 'Choose the open row', group: GROUP, isOff: !isOpen, run: choose })
  useKey({ keys: 'l', label: 'Live on or off', group: GROUP, run: toggleLive })
  useKey({ keys: 'r', label: 'Resend', group: 'In a delivery', isOff: !isOpen, run: resend })
  useKey({ keys: 'Escape', label: 'Close', group: 'In a delivery', isOff: !isOpen, run: close })
}
