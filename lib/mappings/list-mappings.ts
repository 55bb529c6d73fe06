import { prisma } from '#lib/db/prisma.ts'
import { EVENT_TYPES } from '#lib/livechat/catalogue.ts'
import { unknownEventTypes } from '#lib/mappings/unknown-event-types.ts'

export type MappedEndpoint = { endpointId: string; url: string }

/** Endpoints in order, 'deliver nothing', or null where the scope says nothing. */
export type MappedTo = MappedEndpoint[] | 'deliver nothing' | null

/** One event type in one scope. */
export type ListedMapping = {
  eventType: string
  /** One of the twelve. */
  known: boolean
  /** What this scope says itself. */
  own: MappedTo
  /** What the defaults say; null in the defaults themselves. */
  inherited: MappedTo
  /** What happens to an event of this type: its own mapping, else the inherited one. */
  effective: MappedTo
}

/**
 * Where the event types of a scope go: the twelve in the page's order, then every other one that is mapped (here
 * or in the defaults) or that came in during the last days.
 */
export async function listMappings(licence: string | null): Promise<ListedMapping[]> {
  const [scope, defaults, met] = await Promise.all([
    loadMapped(licence),
    licence === null ? null : loadMapped(null),
    unknownEventTypes(),
  ])
  const known: readonly string[] = EVENT_TYPES
  const others = new Set([...scope.keys(), ...(defaults?.keys() ?? []), ...met])
  const unknown = [...others].filter((eventType) => !known.includes(eventType)).toSorted()
  return [...known, ...unknown].map((eventType) => {
    const own = scope.get(eventType) ?? null
    const inherited = defaults?.get(eventType) ?? null
    return { eventType, known: known.includes(eventType), own, inherited, effective: own ?? inherited }
  })
}

async function loadMapped(
  licence: string | null,
): Promise<Map<string, MappedEndpoint[] | 'deliver nothing'>> {
  const rows = await prisma().mapping.findMany({
    where: { licence },
    select: { eventType: true, endpoint: { select: { id: true, url: true } } },
    orderBy: [{ position: 'asc' }, { id: 'asc' }],
  })
  const mapped = new Map<string, MappedEndpoint[] | 'deliver nothing'>()
  for (const { eventType, endpoint } of rows) {
    const earlier = mapped.get(eventType)
    if (!endpoint) mapped.set(eventType, earlier ?? 'deliver nothing')
    else if (Array.isArray(earlier)) earlier.push({ endpointId: endpoint.id, url: endpoint.url })
    else mapped.set(eventType, [{ endpointId: endpoint.id, url: endpoint.url }])
  }
  return mapped
}
