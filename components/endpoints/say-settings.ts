import { ENDPOINT_MODES, isEndpointMode } from '#lib/mappings/endpoint-modes.ts'
import type { EndpointSettings } from '#lib/mappings/update-endpoint.ts'

/** A mode by its label; one that this version does not know, by its name. */
export function sayMode(mode: string): string {
  return isEndpointMode(mode) ? ENDPOINT_MODES[mode].label : mode
}

const SETTINGS = [
  { name: 'URL', say: ({ url }: EndpointSettings) => url },
  { name: 'Mode', say: ({ mode }: EndpointSettings) => sayMode(mode) },
  { name: 'Connect to', say: ({ connectTo }: EndpointSettings) => connectTo ?? 'where the URL says' },
  { name: 'Time-out', say: ({ timeoutSeconds }: EndpointSettings) => `${timeoutSeconds} s` },
]

export type SettingDifference = { name: string; theirs: string; yours: string }

/** The settings in which two people differ. */
export function differences(theirs: EndpointSettings, yours: EndpointSettings): SettingDifference[] {
  return SETTINGS.map(({ name, say }) => ({ name, theirs: say(theirs), yours: say(yours) })).filter(
    (one) => one.theirs !== one.yours,
  )
}

/** What was saved. `scopes`: how many have mappings that follow a new URL. */
export function saySaved(before: EndpointSettings, now: EndpointSettings, scopes: number): string {
  if (before.url !== now.url) {
    const many = scopes === 1 ? '1 scope' : `${scopes} scopes`
    return `${before.url} is now ${now.url}. ${scopes === 0 ? 'Nothing maps it yet.' : `The mappings of ${many} follow.`}`
  }
  const changed = differences(before, now).map(({ name, yours }) => `${name}: ${yours}`)
  return changed.length === 0 ? `${now.url} is as it was.` : `${now.url} is saved. ${changed.join('. ')}.`
}
