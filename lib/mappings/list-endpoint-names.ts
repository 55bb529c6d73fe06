import { prisma } from '../db/prisma.ts'

/** As many as a menu can offer. */
const MOST = 500

/** The endpoints by URL, without their figures: for filters. */
export function listEndpointNames(): Promise<{ id: string; url: string }[]> {
  return prisma().endpoint.findMany({ select: { id: true, url: true }, orderBy: { url: 'asc' }, take: MOST })
}
