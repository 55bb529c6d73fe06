import { pool } from '#lib/db/pool.ts'
import { prisma } from '#lib/db/prisma.ts'
import { FIRST_STEPS_DISMISSED } from '#lib/preferences/first-steps.ts'

/** How far the first steps have come. Times are ISO strings in UTC. */
export type FirstRun = {
  /** Event types with a mapping, over all scopes. */
  mappings: number
  /** Those of the defaults, for showing. */
  mappedTypes: string[]
  chatServers: { id: string; name: string }[]
  /** The first call of any chat server that the log still has. */
  firstCallAt: string | null
  /** The first test event that the log still has. */
  firstTestAt: string | null
}

// In the first hour the log is short. Later the oldest calls answer, whatever became of the rest.
const FIRST_CALLS = `
SELECT min(received_at) FILTER (WHERE chat_server_id IS NOT NULL) AS "firstCallAt",
  min(received_at) FILTER (WHERE chat_server_id IS NULL) AS "firstTestAt"
FROM (SELECT received_at, chat_server_id FROM call ORDER BY id LIMIT 10000) oldest`

/** Reads how far the three first steps have come: mappings, chat server, first event. */
export async function firstRun(): Promise<FirstRun> {
  const [mapped, chatServers, calls] = await Promise.all([
    prisma().mapping.findMany({
      where: { endpointId: { not: null } },
      distinct: ['licence', 'eventType'],
      select: { licence: true, eventType: true },
      orderBy: { eventType: 'asc' },
    }),
    prisma().chatServer.findMany({ select: { id: true, name: true }, orderBy: { createdAt: 'asc' } }),
    pool().query<{ firstCallAt: Date | null; firstTestAt: Date | null }>(FIRST_CALLS),
  ])
  const first = calls.rows[0]
  return {
    mappings: mapped.length,
    mappedTypes: mapped.filter((one) => one.licence === null).map((one) => one.eventType),
    chatServers,
    firstCallAt: first?.firstCallAt?.toISOString() ?? null,
    firstTestAt: first?.firstTestAt?.toISOString() ?? null,
  }
}

// Counts on: call (chat_server_id, id): the first row of any chat server ends it.
const LEFT = `
SELECT NOT EXISTS (SELECT FROM preference WHERE name = $1) AND NOT (
  EXISTS (SELECT FROM mapping WHERE endpoint_id IS NOT NULL) AND EXISTS (SELECT FROM call WHERE chat_server_id IS NOT NULL)
) AS "isLeft"`

/**
 * Whether a first step is undone though there are deliveries, and nobody has dismissed them. With a delivery the third is
 * done: it is for whoever waits for one.
 */
export async function firstStepsLeft(): Promise<boolean> {
  const { rows } = await pool().query<{ isLeft: boolean }>(LEFT, [FIRST_STEPS_DISMISSED])
  return rows[0]?.isLeft ?? false
}
