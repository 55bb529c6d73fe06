import { uuidFloor } from '#lib/db/partitions.ts'
import { pool } from '#lib/db/pool.ts'
import { prisma } from '#lib/db/prisma.ts'
import { healthRow, type ShownHealth, WELL } from '#lib/delivery-log/health-of.ts'
import { COUNT_BOUND } from '#lib/mappings/limits.ts'
import { type RpcServer, rpcServerOf } from '#lib/mappings/rpc-server.ts'

const DAY_MS = 86_400_000

export type EndpointCounts = {
  succeeded: number
  failed: number
  /** On their way: pending and held. */
  pending: number
  /** There were more than COUNT_BOUND; the newest of them are counted. */
  isBounded: boolean
}

export type EndpointFailure = { deliveryId: string; at: string; status: string; error: string }

export type ListedEndpoint = {
  id: string
  url: string
  timeoutSeconds: number
  /** One of ENDPOINT_MODES; another one if a newer version wrote it. */
  mode: string
  connectTo: string | null
  /** When it was changed last. */
  updatedAt: string
  /** Where NEW_LICENCE goes, of the defaults if they map it here, or else of the first licence; null: where the URL says. */
  rpcServer: RpcServer | null
  /** Where it is mapped: scope (null: the defaults) and event type. */
  mappings: { licence: string | null; eventType: string }[]
  last24h: EndpointCounts
  /** The newest delivery of these 24 h that has an error; one that was cancelled counts no more. */
  lastFailure: EndpointFailure | null
  health: ShownHealth
  /** Deliveries that wait to be sent, and those that wait for the endpoint; each counted up to COUNT_BOUND + 1. */
  waiting: number
  held: number
  /** Nothing maps it, and nothing was ever delivered to it. */
  isRemovable: boolean
}

type Recent = {
  waiting: number
  held: number
} & EndpointCounts & { endpointId: string; lastFailureId: string | null; isUsed: boolean }

// Counts on: attempt_job (endpoint_id, …); delivery (endpoint_id, id), newest first, at most $2 rows an endpoint; the id's bound prunes partitions.
const RECENT = `
SELECT endpoint.id AS "endpointId", recent.*, jobs.*, EXISTS (
    SELECT FROM delivery WHERE delivery.endpoint_id = endpoint.id) AS "isUsed"
FROM endpoint CROSS JOIN LATERAL (
  SELECT count(*) FILTER (WHERE status = 'succeeded')::int AS succeeded,
    count(*) FILTER (WHERE status = 'failed')::int AS failed,
    count(*) FILTER (WHERE status IN ('pending', 'held'))::int AS pending,
    count(*) > $2 AS "isBounded",
    (array_agg(id ORDER BY id DESC) FILTER (WHERE status NOT IN ('succeeded', 'cancelled') AND last_error IS NOT NULL))[1] AS "lastFailureId"
  FROM (
    SELECT id, status, last_error FROM delivery
    WHERE endpoint_id = endpoint.id AND id >= $1 AND original_id IS NULL ORDER BY id DESC LIMIT $2 + 1
  ) newest
) recent
CROSS JOIN LATERAL (
  SELECT count(*) FILTER (WHERE NOT held)::int AS waiting, count(*) FILTER (WHERE held)::int AS held
  FROM (SELECT held FROM attempt_job WHERE endpoint_id = endpoint.id AND dispatcher_id IS NULL LIMIT $2 + 1) bounded
) jobs`

// Counts on: mapping (event_type, licence), mapping_revision (licence, id), once an endpoint; the defaults come first.
const RPC_SERVERS = `
SELECT scope.endpoint_id AS "endpointId", ${rpcServerOf('scope.licence')} AS "rpcServer"
FROM (
  SELECT DISTINCT ON (endpoint_id) endpoint_id, licence FROM mapping
  WHERE event_type = 'NEW_LICENCE' AND endpoint_id IS NOT NULL ORDER BY endpoint_id, licence NULLS FIRST
) AS scope`

const FAILURES = `SELECT id, updated_at AS at, status, last_error AS error FROM delivery WHERE id = ANY($1::uuid[])`

/** All endpoints by URL, with what became of their deliveries in the last 24 hours. */
export async function listEndpoints(now = Date.now()): Promise<ListedEndpoint[]> {
  const [endpoints, recent, rpcServers] = await Promise.all([
    prisma().endpoint.findMany({
      orderBy: { url: 'asc' },
      include: {
        health: true,
        mappings: {
          select: { licence: true, eventType: true },
          orderBy: [{ licence: 'asc' }, { eventType: 'asc' }],
        },
      },
    }),
    pool().query<Recent>({
      name: 'recent-of-endpoints',
      text: RECENT,
      values: [uuidFloor(now - DAY_MS), COUNT_BOUND],
    }),
    pool().query<{ endpointId: string; rpcServer: RpcServer | null }>(RPC_SERVERS),
  ])
  const rpcServerOfEndpoint = new Map(rpcServers.rows.map((row) => [row.endpointId, row.rpcServer]))
  const byId = new Map(recent.rows.map((row) => [row.endpointId, row]))
  const failures = await loadFailures(recent.rows.flatMap((row) => row.lastFailureId ?? []))
  return endpoints.map(({ id, url, timeoutSeconds, mode, connectTo, updatedAt, mappings, health }) => {
    const {
      succeeded = 0,
      failed = 0,
      pending = 0,
      isBounded = false,
      lastFailureId,
      waiting = 0,
      held = 0,
      isUsed,
    } = byId.get(id) ?? {}
    return {
      id,
      url,
      timeoutSeconds,
      mode,
      connectTo,
      updatedAt: updatedAt.toISOString(),
      rpcServer: rpcServerOfEndpoint.get(id) ?? null,
      mappings,
      last24h: { succeeded, failed, pending, isBounded },
      lastFailure: failures.get(lastFailureId ?? '') ?? null,
      health: health ? healthRow(health) : WELL,
      waiting,
      held,
      isRemovable: mappings.length === 0 && isUsed === false,
    }
  })
}

async function loadFailures(ids: string[]): Promise<Map<string, EndpointFailure>> {
  type Row = { id: string; at: Date; status: string; error: string }
  const { rows } = await pool().query<Row>(FAILURES, [ids])
  return new Map(
    rows.map(({ id, at, status, error }) => [id, { deliveryId: id, at: at.toISOString(), status, error }]),
  )
}
