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

/** A stretch of bytes that holds no record any more. */
export type Unreadable = { from: number; to: number }

/**
 * All records that can be read of what was set aside, in order, and the bytes between them that cannot.
 * A record that was damaged behind its head is passed over. Where a head is damaged nobody knows its end: it goes on at the
 * first place from which heads follow one another to the end of the bytes, since a call may hold bytes that look like a record.
 */
export function salvageRecords(bytes: Buffer): { records: JournalRecord[]; unreadable: Unreadable[] } {
  const records: JournalRecord[] = []
  const unreadable: Unreadable[] = []
  for (let at = 0; at < bytes.length; ) {
    const decoded = decodeRecord(bytes, at)
    if (typeof decoded !== 'string') {
      records.push(decoded.record)
      at = decoded.end
      continue
    }
    const to = endOf(bytes, at) ?? findChain(bytes, at + 1)
    unreadable.push({ from: at, to })
    at = to
  }
  return { records, unreadable }
}

/** Where the record ends whose head is at `from`; null when there is no whole head, or the bytes end before. */
function endOf(bytes: Buffer, from: number): number | null {
  if (from + HEAD_BYTES > bytes.length) return null
  const end = from + HEAD_BYTES + bytes.readUInt32BE(from)
  // Nearly everywhere the length alone says that there is none.
  if (end > bytes.length) return null
  const isWhole = crc32(bytes.subarray(from, from + HEAD_CRC_AT)) === bytes.readUInt32BE(from + HEAD_CRC_AT)
  return isWhole ? end : null
}

/** The first place from `from` on where records follow one another to the end; the end when there is none. */
function findChain(bytes: Buffer, from: number): number {
  const broken = new Set<number>()
  for (let start = from; start < bytes.length; start += 1) {
    const walked: number[] = []
    let at: number | null = start
    while (at !== null && at < bytes.length && !broken.has(at)) {
      walked.push(at)
      at = endOf(bytes, at)
    }
    if (at === bytes.length) return start
    // Places without a head are told as soon as they are looked at.
    if (walked.length > 1) for (const place of walked) broken.add(place)
  }
  return bytes.length
}
