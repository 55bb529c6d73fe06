import { z } from 'zod'
import { prisma } from '#lib/db/prisma.ts'
import { makeIngestToken } from '#lib/mappings/ingest-token.ts'
import { LIVE_TOKENS } from '#lib/mappings/limits.ts'
import type { Transaction } from '#lib/mappings/scope.ts'

const Input = z.object({ chatServerId: z.uuid() })

export type RotateIngestTokenOutcome =
  /** `ended`: how many older tokens stopped working by this. */
  { ok: true; token: string; ended: number } | { ok: false; reason: string }

/** Makes a new ingest token. The newest one before it works on, older ones end: two are live at most. */
export async function rotateIngestToken(input: z.input<typeof Input>): Promise<RotateIngestTokenOutcome> {
  const { chatServerId } = Input.parse(input)
  return prisma().$transaction(async (tx) => {
    if (!(await lockChatServer(tx, chatServerId))) {
      return { ok: false, reason: 'This chat server is not there any more.' }
    }
    const kept = await tx.ingestToken.findMany({
      where: { chatServerId },
      orderBy: { id: 'desc' },
      take: LIVE_TOKENS - 1,
      select: { id: true },
    })
    const ended = await tx.ingestToken.deleteMany({
      where: { chatServerId, id: { notIn: kept.map((one) => one.id) } },
    })
    const { token, sha256 } = makeIngestToken()
    await tx.ingestToken.create({ data: { chatServerId, sha256 } })
    return { ok: true, token, ended: ended.count }
  })
}

/** Two rotations at once take turns. False: there is no such chat server. */
export async function lockChatServer(tx: Transaction, id: string): Promise<boolean> {
  const rows = await tx.$queryRaw<
    { id: string }[]
  >`SELECT id FROM chat_server WHERE id = ${id}::uuid FOR UPDATE`
  return rows.length > 0
}
