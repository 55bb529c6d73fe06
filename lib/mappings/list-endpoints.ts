import { prisma } from '#lib/db/prisma.ts'
import { healthRow, type ShownHealth, WELL } from '#lib/delivery-log/health-of.ts'

export type ListedEndpoint = {
  id: string
  url: string
  timeoutSeconds: number
  /** One of ENDPOINT_MODES; another one if a newer version wrote it. */
  mode: string
  connectTo: string | null
  health: ShownHealth
  /** Where it is mapped: scope (null: the defaults) and event type. */
  mappings: { licence: string | null; eventType: string }[]
}

/** All endpoints by URL, with how they are called, how they are, and where they are mapped. */
export async function listEndpoints(): Promise<ListedEndpoint[]> {
  const rows = await prisma().endpoint.findMany({
    orderBy: { url: 'asc' },
    select: {
      id: true,
      url: true,
      timeoutSeconds: true,
      mode: true,
      connectTo: true,
      health: true,
      mappings: {
        select: { licence: true, eventType: true },
        orderBy: [{ licence: 'asc' }, { eventType: 'asc' }],
      },
    },
  })
  return rows.map(({ health, ...row }) => ({ ...row, health: health ? healthRow(health) : WELL }))
}
