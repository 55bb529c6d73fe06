import { prisma } from '../db/prisma.ts'

/** The URLs of these endpoints, by id; one that was removed is not among them. */
export async function endpointUrls(ids: readonly string[]): Promise<Record<string, string>> {
  const distinct = [...new Set(ids)]
  if (distinct.length === 0) return {}
  const found = await prisma().endpoint.findMany({
    select: { id: true, url: true },
    where: { id: { in: distinct } },
  })
  return Object.fromEntries(found.map(({ id, url }) => [id, url]))
}
