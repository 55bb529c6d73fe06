import { ensurePartitions } from '../../lib/db/partitions.ts'
import { pool } from '../../lib/db/pool.ts'
import { readCall } from '../../lib/ingest/read-call.ts'
import { storeCalls } from '../../lib/ingest/store-calls.ts'
import { addChatServer } from '../../lib/mappings/add-chat-server.ts'
import { callsOfADay } from './chats/day.ts'
import { type Brought, bringAll } from './chats/deliver.ts'
import { mapScripts } from './chats/scripts.ts'
import { settle } from './chats/settle.ts'

const NAME = 'seeded day'
const BATCH = 250
/** Long enough for no dispatcher to take a delivery before its past is written. */
const HOLD_SECONDS = 3600

type Server = { id: string; name: string; charset: string; createdAt: Date; calls: number }

const FIND = `
SELECT server.id, server.name, server.charset, server.created_at AS "createdAt",
  (SELECT count(*)::int FROM call WHERE call.chat_server_id = server.id) AS calls
FROM chat_server server WHERE server.name = $1`

// They came with the first of these events, not with the seed.
const DATE_LICENCES = `
UPDATE licence SET created_at = first.at
FROM (
  SELECT licence, min(received_at) AS at FROM call WHERE chat_server_id = $1 AND outcome = 'accepted' GROUP BY licence
) first
WHERE licence.number = first.licence AND licence.created_at > first.at`

async function findServer(): Promise<Server | null> {
  return (await pool().query<Server>(FIND, [NAME])).rows[0] ?? null
}

/**
 * Fills the log with the last 24 hours of a chat server with several licences. The day follows from the moment at which its
 * chat server was added, so that a run that was broken off is continued, and a second one adds nothing.
 * @param options.receiver the URL below which the scripts are; without it made-up ones, and mappings of an earlier run stay.
 * @returns what was done, as a sentence.
 * @throws CommandError when event types are mapped elsewhere already.
 */
export async function seedChats(options: { receiver?: string; now: Date }): Promise<string> {
  await ensurePartitions()
  const known = await findServer()
  await mapScripts(options.receiver, known !== null)
  if (!known) await addChatServer({ name: NAME })
  const server = known ?? (await findServer())
  if (!server) throw new Error('The chat server was not added')
  const day = callsOfADay(server.createdAt).map((call) =>
    readCall(call, { chatServerId: server.id, charset: server.charset }),
  )
  if (server.calls >= day.length)
    return `The day is here already: ${day.length} calls of the chat server "${NAME}". Nothing was added.`
  const brought: Brought[] = []
  for (let at = server.calls; at < day.length; at += BATCH) {
    const calls = day.slice(at, at + BATCH)
    const stored = await storeCalls(calls, { backdate: true, holdSeconds: HOLD_SECONDS })
    const batch = await bringAll(calls, stored, options.now)
    await settle(batch)
    brought.push(...batch)
  }
  await pool().query(DATE_LICENCES, [server.id])
  return say(day.length - server.calls, brought)
}

function say(calls: number, brought: Brought[]): string {
  const count = (status: Brought['status']) => brought.filter((one) => one.status === status).length
  const attempts = brought.reduce((sum, one) => sum + one.attempts.length, 0)
  return `${calls} calls, ${brought.length} deliveries (${count('succeeded')} succeeded, ${count('failed')} failed, ${count('pending')} pending), ${attempts} attempts`
}
