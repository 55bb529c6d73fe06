import { createHash } from 'node:crypto'
import { groupCommit } from '../db/group-commit.ts'
import { pool } from '../db/pool.ts'
import type { CallSource } from './call.ts'

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

const grouped = groupCommit(findAll)

/** The chat server whose ingest URL carries this token, at this moment; null for an unknown token. Nothing is cached. */
export function findSource(token: string): Promise<CallSource | null> {
  return grouped(hashToken(token))
}
