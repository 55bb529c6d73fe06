import type { Told } from '#components/deliveries/resend-panel.tsx'
import { hostOf } from '#components/ui/host-of.ts'
import type { ScopesOf } from '#lib/delivery-log/types.ts'
import { showText } from '#lib/livechat/show-bytes.ts'
import type { MapAndDeliverOutcome } from '#lib/mappings/map-and-deliver.ts'

/** What a mapping in this scope will do, beside what is said there now. Pure. */
export function sayScope(scope: 'licence' | 'defaults', scopes: ScopesOf, licence: string): string {
  if (scope === 'defaults' && scopes.licence !== null)
    return `Licence ${licence} says for itself that nothing is delivered, so a mapping for all licences does not reach this event.`
  const now = scopes[scope]
  const whose = scope === 'licence' ? `licence ${licence}` : 'all licences that say nothing else'
  return now === null
    ? `From now on such events of ${whose} go there, this one included.`
    : `It takes the place of "deliver nothing": from now on such events of ${whose} go there, this one included.`
}

/** What came of it, in a sentence or two. Pure. */
export function sayMapAndDeliver(
  outcome: MapAndDeliverOutcome | { ok: false; reason: string },
  { eventType, licence, url }: { eventType: string; licence: string; url: string },
): Told {
  if (!outcome.ok) return { good: false, text: outcome.reason }
  const goes = `${showText(eventType)} now goes to ${hostOf(url)}`
  switch (outcome.delivered.outcome) {
    case 'queued':
      return { good: true, text: `${goes}, and this event is on its way there.` }
    case 'nothing new':
      return { good: true, text: `${goes}. This event has a delivery there already.` }
    case 'nothing mapped':
      return {
        good: false,
        text: `${goes}, but licence ${showText(licence)} says for itself that nothing is delivered: this event still goes nowhere.`,
      }
    case 'unknown event':
      return { good: false, text: `${goes}, but this event is not in the log any more.` }
  }
}
