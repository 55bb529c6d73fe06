import { showUrl } from '#components/ui/shown-url.ts'
import { ORDERINGS } from '#lib/endpoints/policy.ts'
import { ENDPOINT_MODES, isEndpointMode } from '#lib/mappings/endpoint-modes.ts'
import type { EndpointSettings } from '#lib/mappings/update-endpoint.ts'

/** A mode by its label; one that this version does not know, by its name. */
export function sayMode(mode: string): string {
  return isEndpointMode(mode) ? ENDPOINT_MODES[mode].label : mode
}

/** A rate as people say it; without one, `no limit`. */
export function sayRate({
  rateCount,
  rateSeconds,
}: Pick<EndpointSettings, 'rateCount' | 'rateSeconds'>): string {
  if (rateCount === null || rateSeconds === null) return 'no limit'
  return `${rateCount.toLocaleString('en')} in ${rateSeconds.toLocaleString('en')} s`
}

/** What deliveries are kept in order by, by its label; one that this version does not know, by its name. */
export function sayOrder(inOrderBy: string): string {
  return inOrderBy in ORDERINGS ? ORDERINGS[inOrderBy as keyof typeof ORDERINGS].label : inOrderBy // checked by `in`
}

const SETTINGS: { name: string; say: (settings: EndpointSettings) => string }[] = [
  { name: 'URL', say: ({ url }) => url },
  { name: 'Mode', say: ({ mode }) => sayMode(mode) },
  { name: 'Connect to', say: ({ connectTo }) => connectTo ?? 'where the URL says' },
  { name: 'Time-out', say: ({ timeoutSeconds }) => `${timeoutSeconds} s` },
  { name: 'Retries', say: ({ retrySchedule }) => retrySchedule ?? 'standard' },
  { name: 'At once', say: ({ maxInFlight }) => String(maxInFlight) },
  { name: 'Rate', say: sayRate },
  { name: 'In order by', say: ({ inOrderBy }) => sayOrder(inOrderBy) },
  { name: 'Expected status', say: ({ expectedStatus }) => expectedStatus },
  { name: 'Expected text', say: ({ expectedText }) => expectedText ?? 'any' },
]

export type SettingDifference = { name: string; theirs: string; yours: string }

/** The settings in which two people differ. */
export function differences(theirs: EndpointSettings, yours: EndpointSettings): SettingDifference[] {
  return SETTINGS.map(({ name, say }) => ({ name, theirs: say(theirs), yours: say(yours) })).filter(
    (one) => one.theirs !== one.yours,
  )
}

/** What was saved, for a notice: it may stand over another page. `scopes`: how many have mappings that follow a new URL. */
export function saySaved(before: EndpointSettings, now: EndpointSettings, scopes: number): string {
  if (before.url !== now.url) {
    const many = scopes === 1 ? '1 scope' : `${scopes} scopes`
    return `${showUrl(before.url)} is now ${showUrl(now.url)}. ${scopes === 0 ? 'Nothing maps it yet.' : `The mappings of ${many} follow.`}`
  }
  const changed = differences(before, now).map(({ name, yours }) => `${name}: ${yours}`)
  const url = showUrl(now.url)
  return changed.length === 0 ? `${url} is as it was.` : `${url} is saved. ${changed.join('. ')}.`
}
