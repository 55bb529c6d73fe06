import { z } from 'zod'
import { prisma } from '#lib/db/prisma.ts'
import {
  answerStatus,
  answerText,
  chatServerCharset,
  chatServerName,
} from '#lib/mappings/chat-server-fields.ts'
import { lockChatServer } from '#lib/mappings/rotate-ingest-token.ts'

/** What of a chat server a person sets. */
export type ChatServerSettings = {
  name: string
  charset: string
  /** From 200 to 299. */
  answerStatus: number
  /** Null: `OK <event id>`. */
  answerText: string | null
}

const Input = z.object({
  id: z.uuid(),
  /** What is not here stays. */
  change: z.object({
    name: chatServerName.optional(),
    charset: chatServerCharset.optional(),
    answerStatus: answerStatus.optional(),
    answerText: answerText.optional(),
  }),
  /** What the person saw; when something else is in force by now, nothing is changed. Absent: whatever is there. */
  expected: z
    .object({
      name: z.string(),
      charset: z.string(),
      answerStatus: z.number(),
      answerText: z.string().nullable(),
    })
    .optional(),
})

export type UpdateChatServerInput = z.input<typeof Input>

export type UpdateChatServerOutcome =
  | { ok: true; chatServer: ChatServerSettings }
  /** `now`: somebody else was faster, and this is in force. */
  | { ok: false; reason: string; field: keyof ChatServerSettings | null; now?: ChatServerSettings }

const FIELDS = ['name', 'charset', 'answerStatus', 'answerText'] as const

/**
 * Changes a chat server's name, charset or answer. All hold from the next call on: what came before stays as it
 * was read and answered.
 */
export async function updateChatServer(input: UpdateChatServerInput): Promise<UpdateChatServerOutcome> {
  const parsed = Input.safeParse(input)
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    const field = FIELDS.find((one) => one === issue?.path[1]) ?? null
    return { ok: false, reason: issue?.message ?? 'The input is wrong.', field }
  }
  const { id, change, expected } = parsed.data
  try {
    return await prisma().$transaction(async (tx) => {
      const isThere = await lockChatServer(tx, id)
      const now = isThere && (await tx.chatServer.findUnique({ where: { id }, select: SETTINGS }))
      if (!now) return { ok: false, reason: 'This chat server is not there any more.', field: null }
      if (expected && FIELDS.some((field) => now[field] !== expected[field])) {
        const reason = 'Somebody changed this meanwhile. Compare before you save.'
        return { ok: false, reason, field: null, now }
      }
      return {
        ok: true,
        chatServer: await tx.chatServer.update({ where: { id }, data: change, select: SETTINGS }),
      }
    })
  } catch (error) {
    if (!isTaken(error)) throw error
    return { ok: false, reason: `There is a chat server named ${change.name} already.`, field: 'name' }
  }
}

const SETTINGS = { name: true, charset: true, answerStatus: true, answerText: true }

/** The unique name decides, also between two who take it at once. */
function isTaken(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'P2002'
}
