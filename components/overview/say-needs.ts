import { callsHref } from '#components/calls/search-params.ts'
import { endpointsHref } from '#components/endpoints/search-params.ts'
import type { AtWork } from '#lib/overview/at-work.ts'
import type { EndpointsInNeed } from '#lib/overview/endpoints-in-need.ts'
import type { NowhereEvents } from '#lib/overview/nowhere-events.ts'
import type { OverviewRange } from '#lib/overview/ranges.ts'
import type { SilentLicences } from '#lib/overview/silent-licences.ts'
import { logHref } from './search-params.ts'

/** A clause of the headline, and where it leads. */
export type Need = { text: string; href: string }

type Facts = {
  range: OverviewRange
  endpoints: Pick<EndpointsInNeed, 'failing' | 'pausedByBellhop' | 'pausedByPerson'> | null
  nowhere: Pick<NowhereEvents, 'types'> | null
  silent: Pick<SilentLicences, 'silent'> | null
  work: Pick<AtWork, 'dispatchers'> | null
  /** Deliveries of the range that were given up. */
  givenUp: number | null
}

function counted(count: number, one: string, many: string): string | null {
  return count === 0 ? null : `${count.toLocaleString('en')} ${count === 1 ? one : many}`
}

/**
 * What needs a person, the worst first, and (`unknown`) what could not be read: null among the facts. Pure.
 */
export function sayNeeds({ range, endpoints, nowhere, silent, work, givenUp }: Facts): {
  needs: Need[]
  unknown: string[]
} {
  const isIdle = work !== null && !work.dispatchers.some(({ isAlive }) => isAlive)
  const paused = endpoints ? endpoints.pausedByBellhop + endpoints.pausedByPerson : 0
  const found = [
    { text: isIdle ? 'no dispatcher is alive' : null, href: '#work' },
    {
      text: counted(endpoints?.failing ?? 0, 'endpoint fails', 'endpoints fail'),
      href: endpointsHref('/endpoints', { state: 'failing' }),
    },
    {
      text: counted(paused, 'endpoint is paused', 'endpoints are paused'),
      href: endpointsHref('/endpoints', { state: 'paused' }),
    },
    {
      text: counted(nowhere?.types ?? 0, 'event type goes nowhere', 'event types go nowhere'),
      href: callsHref('/events', { fate: ['nowhere'], since: range }),
    },
    {
      text: counted(givenUp ?? 0, 'delivery was given up', 'deliveries were given up'),
      href: logHref('/deliveries', { status: ['failed'], since: range }),
    },
    { text: counted(silent?.silent ?? 0, 'licence is silent', 'licences are silent'), href: '#silent' },
  ]
  return {
    needs: found.flatMap(({ text, href }) => (text === null ? [] : [{ text, href }])),
    unknown: [
      ...(work ? [] : ['the dispatchers']),
      ...(endpoints ? [] : ['the endpoints']),
      ...(nowhere ? [] : ['the events']),
      ...(givenUp === null ? ['the deliveries'] : []),
      ...(silent ? [] : ['the licences']),
    ],
  }
}

/** What is not known, as a sentence of its own; nothing when all is. */
export function sayUnknown(unknown: readonly string[]): string {
  if (unknown.length === 0) return ''
  const last = unknown.at(-1)
  const names = unknown.length === 1 ? last : `${unknown.slice(0, -1).join(', ')} and ${last}`
  return `${names?.[0]?.toUpperCase()}${names?.slice(1)} could not be read.`
}
