import { z } from 'zod'
import { prisma } from '#lib/db/prisma.ts'

const Input = z.object({ id: z.uuid() })

export type RemoveChatServerOutcome = { ok: true; name: string } | { ok: false; reason: string }

/** Removes a chat server: its ingest URLs end at once. Its calls, events and deliveries stay in the log. */
export async function removeChatServer(input: z.input<typeof Input>): Promise<RemoveChatServerOutcome> {
  const { id } = Input.parse(input)
  return prisma().$transaction(async (tx) => {
    const chatServer = await tx.chatServer.findUnique({ where: { id }, select: { name: true } })
    if (!chatServer) return { ok: false, reason: 'This chat server is not there any more.' }
    await tx.chatServer.deleteMany({ where: { id } })
    return { ok: true, name: chatServer.name }
  })
}
