import { prisma } from '#lib/db/prisma.ts'

export type ListedEndpoint = {
  id: string
  url: string
  timeoutSeconds: number
  /** One of ENDPOINT_MODES; another one if a newer version wrote it. */
  mode: string
  connectTo: string | null
  /** Where it is mapped: scope (null: the defaults) and event type. */
  mappings: { licence: string | null; eventType: string }[]
}

/** All endpoints by URL, with how they are called and where they are mapped. */
export function listEndpoints(): Promise<ListedEndpoint[]> {
  return prisma().endpoint.findMany({
    orderBy: { url: 'asc' },
    select: {
      id: true,
      url: true,
      timeoutSeconds: true,
      mode: true,
      connectTo: true,
      mappings: {
        select: { licence: true, eventType: true },
        orderBy: [{ licence: 'asc' }, { eventType: 'asc' }],
      },
    },
  })
}
