import type { Prisma } from '#lib/db/generated/client.ts'
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
 * @param most how many of the others that are mapped are listed, in their order; without it all.
 */
export async function listMappings(licence: string | null, most?: number): Promise<ListedMapping[]> {
  const [met, mapped] = await Promise.all([
    unknownEventTypes(),
    most === undefined ? null : otherTypes(licence, most),
  ])
  // The same types of both scopes: a licence's own mapping must not be hidden by the defaults' of a type that is not read.
  const only = mapped && { eventType: { in: [...EVENT_TYPES, ...mapped, ...met] } }
  const [scope, defaults] = await Promise.all([
    readMapped({ licence, ...only }),
    licence === null ? null : readMapped({ licence: null, ...only }),
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

/** How many event types besides the twelve are mapped in a scope or in the defaults. */
export async function countOtherTypes(licence: string | null): Promise<number> {
  const [row] = await prisma().$queryRaw<{ count: number }[]>`
    SELECT count(DISTINCT event_type)::int AS count FROM mapping
    WHERE (licence = ${licence} OR licence IS NULL) AND event_type <> ALL(${EVENT_TYPES})`
  return row?.count ?? 0
}

async function otherTypes(licence: string | null, most: number): Promise<string[]> {
  const rows = await prisma().$queryRaw<{ eventType: string }[]>`
    SELECT DISTINCT event_type AS "eventType" FROM mapping
    WHERE (licence = ${licence} OR licence IS NULL) AND event_type <> ALL(${EVENT_TYPES})
    ORDER BY event_type LIMIT ${most}`
  return rows.map(({ eventType }) => eventType)
}

/** What a scope says of one event type itself. */
export async function readMapping(licence: string | null, eventType: string): Promise<MappedTo> {
  return (await readMapped({ licence, eventType })).get(eventType) ?? null
}

async function readMapped(
  where: Prisma.MappingWhereInput,
): Promise<Map<string, MappedEndpoint[] | 'deliver nothing'>> {
  const rows = await prisma().mapping.findMany({
    where,
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
