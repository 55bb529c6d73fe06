import { focusSearch, LOG_KEYS } from '#components/log/log-keys.ts'
import { useKey } from '#components/shell/keys/use-key.ts'

/** Does what the button of the open delivery does, with all that it says; nothing while another one is still shown. */
const resend = (id: string | null) =>
  document.querySelector<HTMLElement>(`[data-delivery="${id}"] [data-resend]`)?.click()

/** The keys of the log. */
export function useLogKeys(log: {
  /** The delivery that is open beside it; null: none. */
  openId: string | null
  step: (by: 1 | -1) => void
  close: () => void
  choose: () => void
  toggleLive: () => void
}): void {
  const { openId, step, close, choose, toggleLive } = log
  const isOpen = openId !== null
  useKey({ keys: '/', label: 'Search', group: LOG_KEYS, run: focusSearch })
  useKey({ keys: 'j', label: 'Open the row below', group: LOG_KEYS, repeats: true, run: () => step(1) })
  useKey({ keys: 'k', label: 'Open the row above', group: LOG_KEYS, repeats: true, run: () => step(-1) })
  useKey({ keys: 'x', label: 'Choose the open row', group: LOG_KEYS, isOff: !isOpen, run: choose })
  useKey({ keys: 'l', label: 'Live on or off', group: LOG_KEYS, run: toggleLive })
  useKey({ keys: 'r', label: 'Resend', group: 'In a delivery', isOff: !isOpen, run: () => resend(openId) })
  useKey({ keys: 'Escape', label: 'Close', group: 'In a delivery', isOff: !isOpen, run: close })
}
