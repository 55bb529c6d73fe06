import { focusSearch, LOG_KEYS, stepFocus } from '#components/log/log-keys.ts'
import { useKey } from '#components/shell/keys/use-key.ts'

/** The keys of the log of events: its rows are walked, and Enter opens one. */
export function useCallKeys(toggleLive: () => void): void {
  useKey({ keys: '/', label: 'Search', group: LOG_KEYS, run: focusSearch })
  useKey({ keys: 'j', label: 'To the row below', group: LOG_KEYS, repeats: true, run: () => stepFocus(1) })
  useKey({ keys: 'k', label: 'To the row above', group: LOG_KEYS, repeats: true, run: () => stepFocus(-1) })
  useKey({ keys: 'l', label: 'Live on or off', group: LOG_KEYS, run: toggleLive })
}
