import pg from 'pg'
import { env } from '../env.ts'
import type { AddressPolicy } from './address-policy.ts'
import { makeAgent } from './guarded-agent.ts'

/** From resolving the name to the end of the TLS handshake; the total limit is the endpoint's. */
const CONNECT_TIMEOUT_MS = 10_000

declare global {
  // Next bundles lib once more beside the server's own copy: both share one agent and its connections.
  var bellhopAgent: ReturnType<typeof makeAgent> | undefined
}

/** Where a connection string leads, as the driver reads it: its query and the PG… variables count. A socket has no host. */
export function databaseOf(connectionString: string): { hostname: string; port: number } {
  const { host, port } = new pg.Client({ connectionString })
  return { hostname: host.startsWith('/') ? 'localhost' : host, port }
}

/** What this process may call: DISPATCH_ALLOW, and never the database's or the console's own port. */
export function outboundPolicy(): AddressPolicy {
  const { allow, port, databaseUrl } = env()
  if (!databaseUrl) return { allow, ownPorts: [port] }
  const database = databaseOf(databaseUrl)
  return { allow, ownPorts: [port, database.port], database }
}

/** The one agent of this process through which endpoints are called. */
export function outboundAgent(): ReturnType<typeof makeAgent> {
  globalThis.bellhopAgent ??= makeAgent(outboundPolicy(), { connectTimeoutMs: CONNECT_TIMEOUT_MS })
  return globalThis.bellhopAgent
}

/** Closes its connections. */
export async function closeOutbound(): Promise<void> {
  const agent = globalThis.bellhopAgent
  globalThis.bellhopAgent = undefined
  await agent?.destroy()
}
