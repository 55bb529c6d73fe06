import { z } from 'zod'
import { pool } from '#lib/db/pool.ts'
import { prisma } from '#lib/db/prisma.ts'
import { healthOf, type ShownHealth } from '#lib/delivery-log/health-of.ts'
import type { Attempts, LastHour } from '#lib/endpoints/endpoint-state.ts'
import { describeOwnHeaders } from '#lib/endpoints/own-headers.ts'
import { LAST_HOUR, LAST_HOUR_COLUMNS, type LastHourRow, lastHourOf } from '#lib/endpoints/state-in-sql.ts'
import { lastHours } from '#lib/endpoints/stretches.ts'
import { COUNT_BOUND } from '#lib/mappings/limits.ts'
import { type RpcServer, rpcServerOf } from '#lib/mappings/rpc-server.ts'
import { type EndpointSettings, settingsOf } from '#lib/mappings/update-endpoint.ts'

export type EndpointFigures = {
  /** In 24 hours, the last of which is under way. */
  lastDay: Attempts
  lastHour: LastHour
  /** Deliveries that wait to be sent, and those that wait for the endpoint; each counted up to COUNT_BOUND + 1. */
  waiting: number
  held: number
  /** Requests under way. */
  inFlight: number
}

export type EndpointDetail = {
  id: string
  settings: EndpointSettings
  health: ShownHealth
  figures: EndpointFigures
  /** Of the headers that every request carries; their values are shown to nobody. */
  headerNames: string[]
  credentials: ReturnType<typeof describeOwnHeaders>['credentials']
  /** The keys that are valid, the one in force first; of those before it `expiresAt` is their end (ISO). */
  signingKeys: { id: string; actor: string; createdAt: string; expiresAt: string | null }[]
  /** Where it is mapped: scope (null: the defaults) and event type. */
  mappings: { licence: string | null; eventType: string }[]
  /** Where NEW_LICENCE goes, of the defaults if they map it here, or else of the first licence; null: where the URL says. */
  rpcServer: RpcServer | null
}

const HOURS = 24

// Counts on: endpoint_minute by key: 1,440 rows at most.
const ATTEMPTS = `
SELECT coalesce(sum(succeeded), 0)::int AS succeeded, coalesce(sum(failed), 0)::int AS failed
FROM endpoint_minute WHERE endpoint_id = $1 AND minute >= to_timestamp($2 / 1000.0)`

// Counts on: LAST_HOUR, by key.
const OF_LAST_HOUR = `SELECT ${LAST_HOUR_COLUMNS} FROM (${LAST_HOUR('to_timestamp($2 / 1000.0)', 'endpoint_id = $1')}) hour`

// Counts on: attempt_job (endpoint_id, …), bounded; (endpoint_id, dispatcher_id) of those taken.
const JOBS = `
SELECT count(*) FILTER (WHERE NOT held)::int AS waiting, count(*) FILTER (WHERE held)::int AS held,
  (SELECT count(*)::int FROM attempt_job WHERE endpoint_id = $1 AND dispatcher_id IS NOT NULL) AS "inFlight"
FROM (
  SELECT held FROM attempt_job WHERE endpoint_id = $1 AND dispatcher_id IS NULL LIMIT $2 + 1) bounded`

// Counts on: mapping (endpoint_id), mapping_revision (licence, id).
const RPC_SERVER = `
SELECT ${rpcServerOf('scope.licence')} AS "rpcServer" FROM (
  SELECT licence FROM mapping WHERE event_type = 'NEW_LICENCE' AND endpoint_id = $1 ORDER BY licence NULLS FIRST LIMIT 1
) AS scope`

type Jobs = Pick<EndpointFigures, 'waiting' | 'held' | 'inFlight'>

/** An endpoint with how it is called, how it is, and what waits for it; null when there is none of that id. */
export async function getEndpoint(id: string): Promise<EndpointDetail | null> {
  if (!z.uuid().safeParse(id).success) return null
  const endpoint = await prisma().endpoint.findUnique({
    where: { id },
    include: {
      secrets: {
        select: { id: true, actor: true, createdAt: true, expiresAt: true },
        where: { OR: [{ expiresAt: null }, { expiresAt: { gt: new Date() } }] },
        orderBy: { id: 'desc' },
      },
      mappings: {
        select: { licence: true, eventType: true },
        orderBy: [{ licence: 'asc' }, { eventType: 'asc' }],
      },
    },
  })
  if (!endpoint) return null
  const [health, figures, rpcServer] = await Promise.all([
    healthOf(id),
    readFigures(id),
    pool().query<{ rpcServer: RpcServer | null }>(RPC_SERVER, [id]),
  ])
  return {
    id,
    settings: settingsOf(endpoint),
    health,
    figures,
    ...describeOwnHeaders(id, endpoint),
    signingKeys: endpoint.secrets.map(({ createdAt, expiresAt, ...rest }) => ({
      ...rest,
      createdAt: createdAt.toISOString(),
      expiresAt: expiresAt?.toISOString() ?? null,
    })),
    mappings: endpoint.mappings,
    rpcServer: rpcServer.rows[0]?.rpcServer ?? null,
  }
}

async function readFigures(id: string): Promise<EndpointFigures> {
  const now = Date.now()
  const [startOfDay = now] = lastHours(HOURS, now)
  const [lastDay, lastHour, jobs] = await Promise.all([
    readAttempts(id, startOfDay),
    pool().query<LastHourRow>(OF_LAST_HOUR, [id, now]),
    pool().query<Jobs>(JOBS, [id, COUNT_BOUND]),
  ])
  return {
    lastDay,
    lastHour: lastHourOf(lastHour.rows[0]),
    ...(jobs.rows[0] ?? { waiting: 0, held: 0, inFlight: 0 }),
  }
}

/** @param since ms since 1970. */
async function readAttempts(id: string, since: number): Promise<Attempts> {
  const { rows } = await pool().query<Attempts>(ATTEMPTS, [id, since])
  return rows[0] ?? { succeeded: 0, failed: 0 }
}
