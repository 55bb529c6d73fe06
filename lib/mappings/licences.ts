import { prisma } from '#lib/db/prisma.ts'
import { licenceNumber } from '#lib/mappings/scope.ts'

/** More are found by typing their number. */
const LISTED = 1000

export type ListedLicence = {
  number: string
  /** Event types with a mapping of its own. */
  ownMappings: number
}

/** The registered licences, by number (shorter first), at most a thousand; those with mappings of their own come first. */
export async function listLicences(): Promise<ListedLicence[]> {
  return prisma().$queryRaw<ListedLicence[]>`
    SELECT number, coalesce(own.types, 0)::int AS "ownMappings"
    FROM licence LEFT JOIN (
      SELECT licence, count(DISTINCT event_type) AS types FROM mapping WHERE licence IS NOT NULL GROUP BY licence
    ) own ON own.licence = number
    ORDER BY own.types IS NULL, length(number), number LIMIT ${LISTED}`
}

export type RegisterLicenceOutcome =
  | { ok: true; licence: string; isNew: boolean }
  | { ok: false; reason: string }

/** Registers a licence before its first event. One that is there already stays as it is. */
export async function registerLicence(number: string): Promise<RegisterLicenceOutcome> {
  const parsed = licenceNumber.safeParse(number)
  if (!parsed.success)
    return { ok: false, reason: parsed.error.issues[0]?.message ?? 'This is not a licence.' }
  const made = await prisma().licence.createMany({ data: [{ number: parsed.data }], skipDuplicates: true })
  return { ok: true, licence: parsed.data, isNew: made.count === 1 }
}
