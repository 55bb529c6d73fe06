import { z } from 'zod'
import { prisma } from '#lib/db/prisma.ts'
import { lockChatServer } from '#lib/mappings/rotate-ingest-token.ts'

const Input = z.object({ chatServerId: z.uuid() })

export type EndOldIngestTokenOutcome = { ok: true; ended: number } | { ok: false; reason: string }

/** Ends all ingest URLs of a chat server but the newest, once that one is in place. */
export async function endOldIngestToken(input: z.input<typeof Input>): Promise<EndOldIngestTokenOutcome> {
  const { chatServerId } = Input.parse(input)
  return prisma().$transaction(async (tx) => {
    if (!(await lockChatServer(tx, chatServerId))) {
      return { ok: false, reason: 'This chat server is not there any more.' }
    }
    const newest = await tx.ingestToken.findFirst({
      where: { chatServerId },
      orderBy: { id: 'desc' },
      select: { id: true },
    })
    const ended = await tx.ingestToken.deleteMany({ where: { chatServerId, NOT: { id: newest?.id } } })
    return { ok: true, ended: ended.count }
  })
}
