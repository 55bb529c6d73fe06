import { z } from 'zod'
import { findSource } from '#lib/ingest/find-source.ts'
import { type ExportedBridge, exportBridge } from '#lib/lc-serv-cfg/export-config.ts'
import { ingestUrl } from '#lib/mappings/ingest-url.ts'
import { rotateIngestToken } from '#lib/mappings/rotate-ingest-token.ts'
import { scopeLicence } from '#lib/mappings/scope.ts'

const Input = z.object({
  chatServerId: z.uuid(),
  /** Whose file the other lines come from. */
  licence: scopeLicence,
  /** A live token of that chat server, when the caller still has it: then no further one is made. */
  token: z.string().optional(),
  baseUrl: z.url(),
  /** Point RPC_SERVER_IP to Bellhop as well. */
  pointRpcServerIp: z.boolean().default(false),
})

export type ChatServerBridgeOutcome =
  /** `ended`: how many older ingest URLs of the chat server stopped working by this. */
  ({ ok: true; ended: number } & ExportedBridge) | { ok: false; reason: string }

/**
 * The bridge file of one chat server. Bellhop knows only hashes of ingest tokens, so the file gets a new one,
 * beside which the newest before it works on.
 */
export async function exportChatServerBridge(input: z.input<typeof Input>): Promise<ChatServerBridgeOutcome> {
  const { chatServerId, licence, token, baseUrl, pointRpcServerIp } = Input.parse(input)
  const isLive = token !== undefined && (await findSource(token))?.chatServerId === chatServerId
  const made = isLive ? { ok: true as const, token, ended: 0 } : await rotateIngestToken({ chatServerId })
  if (!made.ok) return made
  const bridge = await exportBridge(licence, ingestUrl(baseUrl, made.token), { pointRpcServerIp })
  return { ok: true, ended: made.ended, ...bridge }
}
