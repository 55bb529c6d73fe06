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
 * @param most how many of the others are listed of a scope, in their order.
 */
export async function listMappings(
  licence: string | null,
  most = Number.MAX_SAFE_INTEGER,
): Promise<ListedMapping[]> {
  const [scope, defaults, met] = await Promise.all([
    loadMapped(licence, most),
    licence === null ? null : loadMapped(null, most),
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

/** How many event types besides the twelve are mapped in a scope. */
export async function countOtherTypes(licence: string | null): Promise<number> {
  const [row] = await prisma().$queryRaw<{ count: number }[]>`
    SELECT count(DISTINCT event_type)::int AS count FROM mapping
    WHERE licence IS NOT DISTINCT FROM ${licence} AND event_type <> ALL(${EVENT_TYPES})`
  return row?.count ?? 0
}

async function loadMapped(
  licence: string | null,
  most: number,
): Promise<Map<string, MappedEndpoint[] | 'deliver nothing'>> {
  const others = await prisma().$queryRaw<{ eventType: string }[]>`
    SELECT DISTINCT event_type AS "eventType" FROM mapping
    WHERE licence IS NOT DISTINCT FROM ${licence} AND event_type <> ALL(${EVENT_TYPES})
    ORDER BY event_type LIMIT ${most}`
  const isAll = others.length < most
  const listed = [...EVENT_TYPES, ...others.map(({ eventType }) => eventType)]
  return readMapped(isAll ? { licence } : { licence, eventType: { in: listed } })
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
