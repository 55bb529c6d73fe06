import { z } from 'zod'
import { isOwnRequest, readSession } from '#lib/auth/require-session.ts'
import { env } from '#lib/env.ts'
import { exportChatServerBridge } from '#lib/lc-serv-cfg/export-chat-server-bridge.ts'
import { exportConfig } from '#lib/lc-serv-cfg/export-config.ts'
import { licenceFromQuery } from '#lib/mappings/scope.ts'

const bridgeRequest = z.object({
  chatServerId: z.uuid(),
  licence: z.string().optional(),
  token: z.string().optional(),
  pointRpcServerIp: z.boolean().optional(),
})

/** The lc_serv.cfg of a scope. Writes nothing. */
export async function GET(request: Request): Promise<Response> {
  if (!(await readSession())) return say(401, 'Log in to the console, then export again.')
  const licence = licenceFromQuery(new URL(request.url).searchParams.get('licence') ?? undefined)
  const { file } = await exportConfig(licence)
  return attachment(file, licence === null ? 'lc_serv.cfg' : `lc_serv-${licence.replace(/[^\w-]/g, '_')}.cfg`)
}

/** The bridge file of a chat server. Makes an ingest token, and so is never a GET. */
export async function POST(request: Request): Promise<Response> {
  if (!(await isOwnRequest())) return say(403, 'This request did not come from a page of this console.')
  if (!(await readSession())) return say(401, 'Log in to the console, then export again.')
  const asked = bridgeRequest.safeParse(await request.json().catch(() => null))
  if (!asked.success) return say(400, 'The request names no chat server.')
  const { chatServerId, licence, token, pointRpcServerIp } = asked.data
  const scope = licenceFromQuery(licence)
  const wanted = { chatServerId, licence: scope, token, pointRpcServerIp, baseUrl: env().baseUrl }
  const outcome = await exportChatServerBridge(wanted)
  return outcome.ok ? attachment(outcome.file, 'lc_serv.cfg') : say(404, outcome.reason)
}

function attachment(file: Uint8Array, name: string): Response {
  return new Response(Buffer.from(file), {
    headers: {
      'content-type': 'application/octet-stream',
      'content-disposition': `attachment; filename="${name}"`,
      'cache-control': 'no-store',
    },
  })
}

function say(status: number, text: string): Response {
  return new Response(text, {
    status,
    headers: { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' },
  })
}
