import { pool } from '#lib/db/pool.ts'
import { prisma } from '#lib/db/prisma.ts'
import { CALLS_LOOKED_AT } from '#lib/mappings/limits.ts'

export type ListedChatServer = {
  id: string
  name: string
  charset: string
  answerStatus: number
  /** Null: `OK <event id>`. */
  answerText: string | null
  createdAt: string
  /** When each of its live ingest URLs was made, newest first. */
  tokensMadeAt: string[]
  /** Its newest call among the newest CALLS_LOOKED_AT; null: none of those is its. */
  lastCall: { id: string; at: string; outcome: 'accepted' | 'rejected' } | null
}

// No index on the chat server: the newest calls by key, over as many partitions as it takes.
const LAST_CALLS = `
SELECT DISTINCT ON (chat_server_id) chat_server_id AS "chatServerId", id, received_at AS at, outcome
FROM (SELECT chat_server_id, id, received_at, outcome FROM call ORDER BY id DESC LIMIT $1) newest
WHERE chat_server_id IS NOT NULL
ORDER BY chat_server_id, id DESC`

type LastCall = { chatServerId: string; id: string; at: Date; outcome: 'accepted' | 'rejected' }

/** All chat servers by name, with their last calls. */
export async function listChatServers(): Promise<ListedChatServer[]> {
  const [chatServers, calls] = await Promise.all([
    prisma().chatServer.findMany({
      orderBy: { name: 'asc' },
      include: { tokens: { select: { createdAt: true }, orderBy: { id: 'desc' } } },
    }),
    pool().query<LastCall>({ name: 'last-calls', text: LAST_CALLS, values: [CALLS_LOOKED_AT] }),
  ])
  const lastCalls = new Map(
    calls.rows.map(({ chatServerId, id, at, outcome }) => [
      chatServerId,
      { id, at: at.toISOString(), outcome },
    ]),
  )
  return chatServers.map(({ id, name, charset, answerStatus, answerText, createdAt, tokens }) => ({
    id,
    name,
    charset,
    answerStatus,
    answerText,
    createdAt: createdAt.toISOString(),
    tokensMadeAt: tokens.map((token) => token.createdAt.toISOString()),
    lastCall: lastCalls.get(id) ?? null,
  }))
}
