import { z } from 'zod'
import { prisma } from '#lib/db/prisma.ts'
import { chatServerCharset, chatServerName } from '#lib/mappings/chat-server-fields.ts'
import { makeIngestToken } from '#lib/mappings/ingest-token.ts'

const Input = z.object({ name: chatServerName, charset: chatServerCharset.default('utf-8') })

export type ChatServer = { id: string; name: string; charset: string }

export type AddChatServerOutcome =
  /** The token is here once and kept nowhere. */
  | { ok: true; chatServer: ChatServer; token: string }
  | { ok: false; reason: string; field: 'name' | 'charset' }

/** Adds a chat server with its first ingest token. `charset`: any label that TextDecoder knows. */
export async function addChatServer(input: z.input<typeof Input>): Promise<AddChatServerOutcome> {
  const parsed = Input.safeParse(input)
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    const field = issue?.path[0] === 'charset' ? 'charset' : 'name'
    return { ok: false, reason: issue?.message ?? 'The name is wrong.', field }
  }
  const { name, charset } = parsed.data
  const { token, sha256 } = makeIngestToken()
  return prisma().$transaction(async (tx) => {
    // The unique name decides, also between two who add it at once.
    const [made] = await tx.chatServer.createManyAndReturn({
      data: [{ name, charset }],
      skipDuplicates: true,
    })
    if (!made) return { ok: false, reason: `There is a chat server named ${name} already.`, field: 'name' }
    await tx.ingestToken.create({ data: { chatServerId: made.id, sha256 } })
    return { ok: true, chatServer: { id: made.id, name, charset }, token }
  })
}
