import { execFileSync } from 'node:child_process'
import { appendFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { makeEventId } from '../ingest/event-id.ts'
import { Journal, JournalFull } from './journal.ts'
import { decodeRecord, encodeRecord, type JournalRecord } from './record.ts'

let folder: string
const damaged: string[] = []
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'bellhop-journal-'))
  damaged.length = 0
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const record = (n: number, body: Uint8Array = Buffer.from(`EVENT=X&LICENCE=1&N=${n}`)): JournalRecord => ({
  id: makeEventId(),
  call: {
    method: 'POST',
    query: Buffer.from('a=\xe8', 'latin1'),
    body,
    contentType: null,
    headers: [['x', '\xff']],
    remoteAddress: '127.0.0.1',
    receivedAt: new Date(n),
  },
  chatServerId: '01990000-0000-7000-8000-000000000001',
  charset: 'windows-1250',
  refusedFor: null,
})
const open = (maxBytes = 1e9) => Journal.open(folder, maxBytes, (file) => damaged.push(file))
function decoded(bytes: Buffer, from: number): { end: number } {
  const found = decodeRecord(bytes, from)
  if (typeof found === 'string') throw new Error(found)
  return found
}
const numbers = (records: JournalRecord[]) => records.map(({ call }) => call.receivedAt.getTime())

describe('an event id', () => {
  it('is a UUIDv7 greater than all before it, also when the clock is set back', () => {
    const ids = [
      ...Array.from({ length: 9000 }, () => makeEventId(2e12)),
      makeEventId(1e12),
      makeEventId(2e12 + 9),
    ]
    expect([...ids].sort()).toEqual(ids)
    expect(new Set(ids).size).toBe(ids.length)
    for (const id of ids)
      expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  })
})

describe('a record', () => {
  const bytes = encodeRecord(record(7))

  it('is read as it was written', () => {
    expect(decodeRecord(bytes, 0)).toMatchObject({ end: bytes.length, record: { charset: 'windows-1250' } })
  })
  it('cut anywhere is torn, never another record', () => {
    for (let end = 0; end < bytes.length; end += 1)
      expect(decodeRecord(bytes.subarray(0, end), 0)).toBe('torn')
  })
  it('with any bit changed is never taken for whole', () => {
    fc.assert(
      fc.property(fc.nat(bytes.length * 8 - 1), (bit) => {
        const changed = Buffer.from(bytes)
        changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7))
        expect(['torn', 'damaged']).toContain(decodeRecord(changed, 0))
      }),
    )
  })
})

describe('a journal', () => {
  it('gives back what went in, in order, also to the next process', async () => {
    const journal = await open()
    await Promise.all(Array.from({ length: 50 }, (_, n) => journal.append(record(n))))
    expect(numbers((await journal.peek(3)).records)).toEqual([0, 1, 2])
    await journal.forget(await journal.peek(10))
    expect(numbers((await journal.peek(2)).records)).toEqual([10, 11])
    await journal.close()
    const next = await open()
    expect(next.waiting).toBe(50)
    await next.append(record(50))
    const all = []
    while (next.waiting > 0) {
      const peeked = await next.peek(7)
      all.push(...numbers(peeked.records))
      await next.forget(peeked)
    }
    expect(all).toEqual(Array.from({ length: 51 }, (_, n) => n))
    expect(readdirSync(folder)).toEqual([])
  })

  it('cuts off what a crash left half written', async () => {
    const journal = await open()
    for (const n of [1, 2]) await journal.append(record(n))
    await journal.close()
    const [name = ''] = readdirSync(folder)
    appendFileSync(join(folder, name), encodeRecord(record(3)).subarray(0, 40))
    const next = await open()
    await next.append(record(4))
    expect(numbers((await next.peek(2)).records)).toEqual([1, 2])
    await next.forget(await next.peek(2))
    expect(numbers((await next.peek(9)).records)).toEqual([4])
    expect(damaged).toEqual([])
  })

  it('of which nothing but a torn record is left begins anew', async () => {
    writeFileSync(join(folder, '00000001.log'), encodeRecord(record(1)).subarray(0, 9))
    const journal = await open()
    expect(journal.waiting).toBe(0)
    await journal.append(record(2))
    expect(numbers((await journal.peek(9)).records)).toEqual([2])
  })

  it('sets aside what follows a damage, wherever in a record it is, and keeps what stands before it', async () => {
    const journal = await open()
    for (const n of [1, 2, 3]) await journal.append(record(n))
    await journal.close()
    const file = join(folder, readdirSync(folder)[0] ?? '')
    const whole = readFileSync(file)
    const { end: from } = decoded(whole, 0)
    const { end: to } = decoded(whole, from)
    for (let bit = from * 8; bit < to * 8; bit += bit < (from + 12) * 8 ? 1 : 61) {
      const bytes = Buffer.from(whole)
      bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) ^ (1 << (bit & 7))
      writeFileSync(file, bytes)
      damaged.length = 0
      const next = await open()
      expect(numbers((await next.peek(9)).records)).toEqual([1])
      expect(damaged).toEqual([`${file}.damaged`])
      expect(readFileSync(`${file}.damaged`)).toEqual(bytes.subarray(from))
      await next.close()
    }
  })

  it('never writes over what was set aside', async () => {
    for (const n of [1, 2]) {
      const journal = await open()
      await journal.append(record(n))
      await journal.close()
      const name = readdirSync(folder).find((one) => one.endsWith('.log')) ?? ''
      const bytes = readFileSync(join(folder, name))
      bytes[30] = (bytes[30] ?? 0) ^ 1
      writeFileSync(join(folder, name), bytes)
      await (await open()).close()
    }
    expect(readdirSync(folder).filter((name) => name.endsWith('.damaged'))).toHaveLength(2)
  })

  it('gives back few of the longest calls at once, and all of them in the end', async () => {
    const journal = await open()
    for (let n = 0; n < 7; n += 1) await journal.append(record(n, Buffer.alloc(5 * 1024 * 1024, n)))
    const all = []
    while (journal.waiting > 0) {
      const peeked = await journal.peek(200)
      expect(peeked.bytes).toBeLessThan(8 * 1024 * 1024)
      all.push(...numbers(peeked.records))
      await journal.forget(peeked)
    }
    expect(all).toEqual([0, 1, 2, 3, 4, 5, 6])
    expect(readdirSync(folder)).toEqual([])
  })

  it('of a group that does not fit takes those that came first', async () => {
    const size = encodeRecord(record(1)).length
    const journal = await open(size * 3 + 20)
    const outcomes = await Promise.allSettled([1, 2, 3, 4, 5].map((n) => journal.append(record(n))))
    expect(outcomes.map(({ status }) => status)).toEqual([
      'fulfilled',
      'fulfilled',
      'fulfilled',
      'rejected',
      'rejected',
    ])
    expect(numbers((await journal.peek(9)).records)).toEqual([1, 2, 3])
  })

  it('is empty when its last record is forgotten while another is refused', async () => {
    const journal = await open(1200)
    await journal.append(record(1))
    const peeked = await journal.peek(9)
    const refused = journal.append(record(2, Buffer.alloc(2000)))
    await journal.forget(peeked)
    await expect(refused).rejects.toThrow(JournalFull)
    expect(journal.bytes).toBe(0)
    expect(readdirSync(folder)).toEqual([])
    await journal.append(record(3))
    expect(numbers((await journal.peek(9)).records)).toEqual([3])
  })

  it('takes no more than it may, and goes on when there is room again', async () => {
    const journal = await open(2000)
    let kept = 0
    const fill = async () => {
      for (;;) {
        await journal.append(record(kept))
        kept += 1
      }
    }
    await expect(fill()).rejects.toThrow(JournalFull)
    expect(kept).toBeGreaterThan(2)
    await journal.forget(await journal.peek(kept))
    await journal.append(record(99))
    expect(numbers((await journal.peek(9)).records)).toEqual([99])
  })

  it('tears nothing when the system refuses to write more', async () => {
    const script = join(import.meta.dirname, 'testing/fill.ts')
    const limited = `trap '' XFSZ; ulimit -f 4; exec '${process.execPath}' '${script}' '${folder}'`
    const { kept, code } = JSON.parse(execFileSync('bash', ['-c', limited], { encoding: 'utf8' }))
    expect(code).toBe('EFBIG')
    expect(kept).toBeGreaterThan(2)
    const journal = await open()
    expect(numbers((await journal.peek(99)).records)).toEqual(Array.from({ length: kept }, (_, n) => n))
    await journal.append(record(kept))
    expect(journal.waiting).toBe(kept + 1)
  })
})
