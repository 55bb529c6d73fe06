import { createHash } from 'node:crypto'
import { groupCommit } from '../db/group-commit.ts'
import { pool } from '../db/pool.ts'
import type { CallSource } from './call.ts'
import { openDoor } from './keep-call.ts'

// Counts on: ingest_token's unique sha256, chat_server by key.
const FIND = `
SELECT token.sha256, server.id AS "chatServerId", server.charset,
  server.answer_status AS "answerStatus", server.answer_text AS "answerText"
FROM ingest_token token JOIN chat_server server ON server.id = token.chat_server_id
WHERE token.sha256 = ANY($1::bytea[])`

type Row = CallSource & { sha256: Buffer }

/** SHA-256 of a token, as ingest_token keeps it. */
export function hashToken(token: string): Buffer {
  return createHash('sha256').update(token).digest()
}

async function findAll(hashes: Buffer[]): Promise<(CallSource | null)[]> {
  const { rows } = await pool().query<Row>({ name: 'find-source', text: FIND, values: [hashes] })
  const found = new Map(rows.map(({ sha256, ...source }) => [sha256.toString('hex'), source]))
  return hashes.map((hash) => found.get(hash.toString('hex')) ?? null)
}

// One at a time, so that calls go on in the order in which they came.
const grouped = groupCommit(findAll, { lanes: 1 })

/**
 * The chat server whose ingest URL carries this token, at this moment; null for an unknown token. Nothing is cached, but
 * while the database is away the tokens count that it had when it last answered.
 * @throws when the database is away and the token is not among those.
 */
export async function findSource(token: string): Promise<CallSource | null> {
  const hash = hashToken(token)
  const door = openDoor()
  if (!door) return grouped(hash)
  if (!door.keeper.isAway) {
    try {
      const source = await door.keeper.whileThere(grouped(hash))
      door.sources.remember(hash, source)
      return source
    } catch (error) {
      door.keeper.tellAway(error)
    }
  }
  const known = door.sources.find(hash)
  if (!known) throw new Error('The database is away, and nothing is known of this token')
  return known
}
