import { describeEventType } from '#lib/livechat/catalogue.ts'
import { COUNT_BOUND } from '#lib/mappings/limits.ts'

const SHOWN = 4

/** Where a URL leads, all of whose addresses may be called. */
export function sayAddresses(addresses: readonly string[]): string {
  const shown = addresses.slice(0, SHOWN).join(', ')
  const more = addresses.length > SHOWN ? ` and ${addresses.length - SHOWN} more` : ''
  return `Leads to ${shown}${more}, which may be called`
}

/** How many other mappings bring events to the same endpoint; null when none does. */
export function sayOthers(count: number): string | null {
  if (count === 0) return null
  const shown = count > COUNT_BOUND ? `${COUNT_BOUND.toLocaleString('en')}+` : count.toLocaleString('en')
  return count === 1
    ? '1 other mapping has this URL, and shares its settings.'
    : `${shown} other mappings have this URL, and share its settings.`
}

/** Parameters of an event type that nobody should read on the way, when the URL is plain http. */
export function secretsInTheClear(url: string, eventType: string): string[] {
  if (!/^http:/i.test(url)) return []
  const parameters = describeEventType(eventType)?.parameters ?? []
  return parameters.filter((one) => one.class === 'secret').map((one) => one.name)
}
