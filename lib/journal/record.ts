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

/**
 * Before each record: its length, its CRC-32, and the CRC-32 of those two, each 32 bits, big-endian. Without the last, a
 * length that was damaged could not be told from a record that was never written to its end.
 */
const HEAD_BYTES = 12
const HEAD_CRC_AT = 8

export function encodeRecord(record: JournalRecord): Buffer {
  const payload = serialize(record)
  const head = Buffer.alloc(HEAD_BYTES)
  head.writeUInt32BE(payload.length, 0)
  head.writeUInt32BE(crc32(payload), 4)
  head.writeUInt32BE(crc32(head.subarray(0, HEAD_CRC_AT)), HEAD_CRC_AT)
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
  const isWhole = crc32(bytes.subarray(from, from + HEAD_CRC_AT)) === bytes.readUInt32BE(from + HEAD_CRC_AT)
  if (!isWhole) return 'damaged'
  const end = from + HEAD_BYTES + bytes.readUInt32BE(from)
  if (end > bytes.length) return 'torn'
  const payload = bytes.subarray(from + HEAD_BYTES, end)
  if (crc32(payload) !== bytes.readUInt32BE(from + 4)) return 'damaged'
  return { record: deserialize(payload), end }
}
