import { sameUrls } from '#lib/mappings/scope.ts'

/** null: not mapped; an empty list: deliver nothing. */
export type MappingDiff = { eventType: string; from: string[] | null; to: string[] | null }

/** How two states of a scope differ. `rpcServerIp` is null when it is the same in both. */
export type ScopeDiff = {
  mappings: MappingDiff[]
  rpcServerIp: { from: string | null; to: string | null } | null
}

/** What a revision says of its scope. */
export type RevisionState = { mappings: Record<string, string[]>; rpcServerIp: string | null }

export const NOTHING: RevisionState = { mappings: {}, rpcServerIp: null }

/** The way from one state to another, by event type in the order of the alphabet. */
export function diffScopes(before: RevisionState, after: RevisionState): ScopeDiff {
  const from = new Map(Object.entries(before.mappings))
  const to = new Map(Object.entries(after.mappings))
  const eventTypes = [...new Set([...from.keys(), ...to.keys()])].toSorted()
  const mappings = eventTypes.flatMap((eventType) => {
    const change = { eventType, from: from.get(eventType) ?? null, to: to.get(eventType) ?? null }
    return sameUrls(change.from, change.to) ? [] : [change]
  })
  const isSameServer = before.rpcServerIp === after.rpcServerIp
  return {
    mappings,
    rpcServerIp: isSameServer ? null : { from: before.rpcServerIp, to: after.rpcServerIp },
  }
}

/** So many differences are shown, and so many URLs of each. */
const SHOWN = 200
const SHOWN_URLS = 20

/** A difference cut to what a page can show; `more` counts the event types that are not in it. */
export type ShownDiff = ScopeDiff & { more: number }

/** Cuts a difference to a bounded size. Of long lists of URLs the first ones stay, with a word about the rest. */
export function boundDiff(diff: ScopeDiff): ShownDiff {
  const mappings = diff.mappings.slice(0, SHOWN).map(({ eventType, from, to }) => ({
    eventType,
    from: from && firstUrls(from),
    to: to && firstUrls(to),
  }))
  return { ...diff, mappings, more: diff.mappings.length - mappings.length }
}

function firstUrls(urls: string[]): string[] {
  if (urls.length <= SHOWN_URLS) return urls
  return [...urls.slice(0, SHOWN_URLS), `and ${urls.length - SHOWN_URLS} more`]
}
