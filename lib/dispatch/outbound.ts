import { env } from '../env.ts'
import type { AddressPolicy } from './address-policy.ts'
import { makeAgent } from './guarded-agent.ts'

/** From resolving the name to the end of the TLS handshake; the total limit is the endpoint's. */
const CONNECT_TIMEOUT_MS = 10_000

const DEFAULT_DATABASE_PORT = 5432

declare global {
  // Next bundles lib once more beside the server's own copy: both share one agent and its connections.
  var bellhopAgent: ReturnType<typeof makeAgent> | undefined
}

/** What this process may call: DISPATCH_ALLOW, and never the database's or the console's own port. */
function outboundPolicy(): AddressPolicy {
  const { allow, port, databaseUrl } = env()
  const databasePort = databaseUrl
    ? Number(new URL(databaseUrl).port) || DEFAULT_DATABASE_PORT
    : DEFAULT_DATABASE_PORT
  return { allow, ownPorts: [port, databasePort] }
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
