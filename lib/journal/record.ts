import { deserialize, serialize } from 'node:v8'
import { crc32 } from 'node:zlib'
import type { IncomingCall } from '../ingest/call.ts'

/** A call as it is kept on disk while the database is away: everything that it is read from again. */
export type JournalRecord = {
  id: string
  call: IncomingCall
  chatServerId: string
  charset: string
  /** Why its door refused it; it is stored as a rejected call. */
  refusedFor: string | null
}

/** Before each record: its length and its CRC-32, both 32 bits, big-endian. */
const HEAD_BYTES = 8
/** A body has 5 MB at most, a query and headers less than one. */
const LONGEST = 8 * 1024 * 1024

export function encodeRecord(record: JournalRecord): Buffer {
  const payload = serialize(record)
  const head = Buffer.alloc(HEAD_BYTES)
  head.writeUInt32BE(payload.length, 0)
  head.writeUInt32BE(crc32(payload), 4)
  return Buffer.concat([head, payload])
}

/**
 * The record that begins at `from`. `end` is where the next one begins.
 * @returns 'torn' when the bytes end before the record does; 'damaged' when they are not what was written.
 */
export function decodeRecord(
  bytes: Buffer,
  from: number,
): { record: JournalRecord; end: number } | 'torn' | 'damaged' {
  if (from + HEAD_BYTES > bytes.length) return 'torn'
  const length = bytes.readUInt32BE(from)
  if (length === 0 || length > LONGEST) return 'damaged'
  const end = from + HEAD_BYTES + length
  if (end > bytes.length) return 'torn'
  const payload = bytes.subarray(from + HEAD_BYTES, end)
  if (crc32(payload) !== bytes.readUInt32BE(from + 4)) return 'damaged'
  return { record: deserialize(payload), end }
}
