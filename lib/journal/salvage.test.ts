import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { encodeRecord, type JournalRecord, salvageRecords } from './record.ts'

const record = (n: number, body: Uint8Array = Buffer.from(`N=${n}`)): JournalRecord => ({
  id: `01990000-0000-7000-8000-00000000000${n}`,
  call: {
    method: 'POST',
    query: new Uint8Array(),
    body,
    contentType: 'text/plain',
    headers: [['host', 'x']],
    remoteAddress: null,
    receivedAt: new Date(n),
  },
  chatServerId: '',
  charset: 'utf-8',
  refusedFor: null,
})

const HEAD = 2
const PAYLOAD = 40

/** Four records one behind another, with a byte of these of them changed, `at` bytes behind their beginning. */
function damaged(...places: { of: number; at: number }[]) {
  const parts = [0, 1, 2, 3].map((n) => encodeRecord(record(n)))
  for (const { of, at } of places) {
    const part = parts[of]
    if (part) part[at] = (part[at] ?? 0) ^ 0xff
  }
  return Buffer.concat(parts)
}
const read = (bytes: Buffer) => salvageRecords(bytes).records.map(({ call }) => call.receivedAt.getTime())

describe('of what was set aside', () => {
  it.each([
    ['nothing is lost that is whole', [], [0, 1, 2, 3]],
    ['a damaged record is passed over', [{ of: 0, at: PAYLOAD }], [1, 2, 3]],
    ['one whose head is damaged as well', [{ of: 0, at: HEAD }], [1, 2, 3]],
    [
      'two damages cost what stands in them',
      [
        { of: 0, at: HEAD },
        { of: 2, at: PAYLOAD },
      ],
      [1, 3],
    ],
    ['the last one may be damaged', [{ of: 3, at: PAYLOAD }], [0, 1, 2]],
    ['a head at the end may be damaged', [{ of: 3, at: HEAD }], [0, 1, 2]],
  ])('%s', (_, places, expected) => {
    const bytes = damaged(...places)
    expect(read(bytes)).toEqual(expected)
    const whole = expected.reduce((sum, n) => sum + encodeRecord(record(n)).length, 0)
    const lost = salvageRecords(bytes).unreadable.reduce((sum, { from, to }) => sum + to - from, 0)
    expect(lost).toBe(bytes.length - whole)
  })

  it('what a call holds is no record, whatever it looks like', () => {
    const inner = Buffer.concat([encodeRecord(record(8)), encodeRecord(record(9))])
    const outer = encodeRecord(record(1, inner))
    outer[HEAD] = 0xff
    expect(read(Buffer.concat([outer, encodeRecord(record(2))]))).toEqual([2])
    expect(read(outer)).toEqual([])
  })

  it('nothing is made up, wherever it is cut and changed', () => {
    const whole = damaged()
    const known = new Set([0, 1, 2, 3])
    fc.assert(
      fc.property(fc.nat(whole.length), fc.nat(whole.length - 1), (end, at) => {
        const bytes = Buffer.from(whole.subarray(0, end))
        if (at < end) bytes[at] = (bytes[at] ?? 0) ^ 1
        const numbers = read(bytes)
        expect(numbers.every((n) => known.has(n))).toBe(true)
        expect([...new Set(numbers)].sort()).toEqual(numbers)
      }),
    )
  })

  it('a large file of heads that lead nowhere is read in a moment', () => {
    const heads = encodeRecord(record(0, Buffer.concat(Array.from({ length: 20_000 }, () => empty))))
    heads[HEAD] = 0xff
    expect(salvageRecords(heads).records).toEqual([])
  })
})

/** A record of nothing: as short as one can be. */
const empty = encodeRecord({} as JournalRecord) // only its bytes are of interest
