import { placeOf } from '#components/ui/host-of.ts'

/** Says in words where an event type goes. null: not mapped in this scope; none: deliver nothing. */
export function sayUrls(urls: readonly string[] | null): string {
  if (urls === null) return 'not mapped here'
  return urls.length === 0 ? 'deliver nothing' : urls.join(', ')
}

/** The sentence after a change: "CHAT_STARTED of 1520 now goes to shop.example/events.pl." */
export function sayChange(licence: string | null, eventType: string, now: readonly string[] | null): string {
  const what = licence === null ? eventType : `${eventType} of ${licence}`
  if (now === null)
    return licence === null ? `${what} is not mapped any more.` : `${what} follows the defaults again.`
  if (now.length === 0) return `${what} is delivered nowhere now.`
  return `${what} now goes to ${now.map(placeOf).join(' and ')}.`
}
