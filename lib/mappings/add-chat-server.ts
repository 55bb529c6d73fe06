import { z } from 'zod'
import { prisma } from '#lib/db/prisma.ts'
import { encodeText, parseCharset } from '#lib/livechat/charset.ts'
import { makeIngestToken } from '#lib/mappings/ingest-token.ts'

const Input = z.object({
  name: z
    .string()
    .trim()
    .min(1, 'Give the chat server a name.')
    .max(100, 'A name has at most 100 characters.')
    .regex(/^[^\p{C}\p{Zl}\p{Zp}]+$/u, 'A name has no control characters.'),
  charset: z.string().default('utf-8'),
})

export type ChatServer = { id: string; name: string; charset: string }

export type AddChatServerOutcome =
  /** The token is here once and kept nowhere. */
  | { ok: true; chatServer: ChatServer; token: string }
  | { ok: false; reason: string; field: 'name' | 'charset' }

/** Adds a chat server with its first ingest token. `charset`: any label that TextDecoder knows. */
export async function addChatServer(input: z.input<typeof Input>): Promise<AddChatServerOutcome> {
  const parsed = Input.safeParse(input)
  if (!parsed.success) {
    return { ok: false, reason: parsed.error.issues[0]?.message ?? 'The name is wrong.', field: 'name' }
  }
  const { name } = parsed.data
  const charset = usableCharset(parsed.data.charset)
  if (charset === null) {
    const reason = `"${parsed.data.charset}" is not a charset that can be read and written. Try utf-8 or windows-1250.`
    return { ok: false, reason, field: 'charset' }
  }
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

function usableCharset(label: string): string | null {
  const charset = parseCharset(label)
  if (charset === null) return null
  try {
    encodeText('', charset)
    return charset
  } catch {
    return null
  }
}
