import { randomBytes } from 'node:crypto'
import { hashToken } from '#lib/ingest/find-source.ts'

const TOKEN_BYTES = 32

/** A new token, 256 bits as base64url, and what is kept of it. */
export function makeIngestToken(): { token: string; sha256: Buffer<ArrayBuffer> } {
  const token = randomBytes(TOKEN_BYTES).toString('base64url')
  return { token, sha256: Buffer.from(hashToken(token)) }
}
