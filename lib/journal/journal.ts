import { type FileHandle, mkdir, open, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { groupCommit } from '../db/group-commit.ts'
import { decodeRecord, encodeRecord, type JournalRecord } from './record.ts'

/** A segment that has grown over this is closed: what is stored of the journal is given back a segment at a time. */
const SEGMENT_BYTES = 16 * 1024 * 1024

/** So much is read at once: a batch of the longest calls would be more than one statement may hold. */
const PEEK_BYTES = 8 * 1024 * 1024

export class JournalFull extends Error {}

/** Records as they stand at the beginning of a journal. */
export type Peeked = { records: JournalRecord[]; bytes: number }

type Segment = { file: string; size: number; count: number }

/**
 * An append-only journal in a folder of its own: what `append` has resolved for is on disk, whatever happens to the
 * process or the machine. Records come out in the order they went in. One process at a time.
 */
export class Journal {
  readonly #folder: string
  readonly #maxBytes: number
  #segments: Segment[] = []
  #handle: FileHandle | null = null
  #next = 1
  /** In the oldest segment: bytes, and records that are stored already. */
  #read = 0
  #waiting = 0
  #appending = 0
  readonly #append = groupCommit((records: Buffer[]) => this.#write(records), { most: 500, lanes: 1 })

  private constructor(folder: string, maxBytes: number) {
    this.#folder = folder
    this.#maxBytes = maxBytes
  }

  /**
   * Opens the journal of a folder, made when missing. A torn end, of a crash in the middle of writing, is cut off: it was
   * answered to nobody. What follows a damage in a segment, itself included, is set aside as `.damaged`.
   * @param damaged is told of such a file.
   */
  static async open(folder: string, maxBytes: number, damaged: (file: string) => void): Promise<Journal> {
    const journal = new Journal(folder, maxBytes)
    await mkdir(folder, { recursive: true, mode: 0o700 })
    const names = (await readdir(folder)).filter((name) => /^\d+\.log/.test(name)).sort()
    // Numbers of what was set aside are not used again: it would be written over.
    journal.#next = Number.parseInt(names.at(-1) ?? '0', 10) + 1
    for (const name of names) if (name.endsWith('.log')) await journal.#take(join(folder, name), damaged)
    return journal
  }

  /** Records that are to be stored, those that are just being written included. */
  get waiting(): number {
    return this.#waiting + this.#appending
  }

  get bytes(): number {
    return this.#segments.reduce((sum, { size }) => sum + size, 0)
  }

  /** Resolves once the record is on disk. @throws JournalFull, or the file system's error; nothing is kept then. */
  async append(record: JournalRecord): Promise<void> {
    this.#appending += 1
    try {
      const full = await this.#append(encodeRecord(record))
      if (full) throw full
    } finally {
      this.#appending -= 1
      await this.#tidy()
    }
  }

  /** Puts a record that can be stored nowhere in a file of its own. @returns the file, which nothing reads again. */
  async setAside(record: JournalRecord): Promise<string> {
    const file = join(this.#folder, `${record.id}.refused`)
    await writeFile(file, encodeRecord(record), { mode: 0o600, flush: true })
    await syncFolder(this.#folder)
    return file
  }

  /**
   * The oldest records, at most `count`, and how many bytes they are; they stay until they are forgotten.
   * @throws Error when what was written is not there any more; what stands before that is given first.
   */
  async peek(count: number): Promise<Peeked> {
    const [oldest] = this.#segments
    if (!oldest) return { records: [], bytes: 0 }
    const { file, size } = oldest
    const rest = size - this.#read
    for (let span = PEEK_BYTES; ; span *= 2) {
      const bytes = await readPart(file, this.#read, Math.min(rest, span))
      const records: JournalRecord[] = []
      let at = 0
      while (records.length < count && at < bytes.length) {
        const decoded = decodeRecord(bytes, at)
        if (decoded === 'torn' && bytes.length < rest) break
        if (typeof decoded === 'string')
          throw new Error(`${file} changed on disk: ${decoded} at ${this.#read + at}`)
        records.push(decoded.record)
        at = decoded.end
      }
      if (records.length > 0 || bytes.length === rest) return { records, bytes: at }
      if (bytes.length < Math.min(rest, span))
        throw new Error(
          `${file} was cut short on disk: it ends at ${this.#read + bytes.length} of ${size} bytes`,
        )
    }
  }

  /** Forgets the oldest records, which `peek` gave: they are stored elsewhere. */
  async forget({ records, bytes }: Peeked): Promise<void> {
    const [oldest] = this.#segments
    if (!oldest) return
    this.#read += bytes
    oldest.count -= records.length
    this.#waiting -= records.length
    await this.#tidy()
  }

  /** Gives back segments of which everything is stored; the newest one only while nothing is being written to it. */
  async #tidy(): Promise<void> {
    for (;;) {
      const [oldest] = this.#segments
      if (oldest?.count !== 0 || (this.#segments.length === 1 && this.#appending > 0)) return
      this.#segments.shift()
      this.#read = 0
      if (this.#segments.length === 0) await this.#close()
      await rm(oldest.file, { force: true })
    }
  }

  async close(): Promise<void> {
    await this.#close()
  }

  async #close(): Promise<void> {
    const handle = this.#handle
    this.#handle = null
    await handle?.close()
  }

  /** @returns for each record null, or why it has no room: once one has none, those behind it have none either. */
  async #write(records: Buffer[]): Promise<(JournalFull | null)[]> {
    let end = this.bytes
    const refusedFrom = records.findIndex((record) => {
      end += record.length
      return end > this.#maxBytes
    })
    const fitting = refusedFrom === -1 ? records : records.slice(0, refusedFrom)
    const full = new JournalFull(`The journal is full: ${this.bytes} of ${this.#maxBytes} bytes`)
    if (fitting.length > 0) await this.#writeGroup(fitting)
    return records.map((_, index) => (index < fitting.length ? null : full))
  }

  async #writeGroup(records: Buffer[]): Promise<void> {
    const bytes = Buffer.concat(records)
    const { handle, segment } = await this.#current()
    try {
      await writeAll(handle, bytes, segment.size)
      await handle.datasync()
    } catch (error) {
      // What was written of it must not stand before what comes next.
      await handle.truncate(segment.size).catch(() => {})
      throw error
    }
    segment.size += bytes.length
    segment.count += records.length
    this.#waiting += records.length
  }

  async #current(): Promise<{ handle: FileHandle; segment: Segment }> {
    const last = this.#segments.at(-1)
    if (this.#handle && last && last.size < SEGMENT_BYTES) return { handle: this.#handle, segment: last }
    await this.#close()
    const file = join(this.#folder, `${String(this.#next).padStart(8, '0')}.log`)
    const handle = await open(file, 'wx', 0o600)
    this.#next += 1
    await syncFolder(this.#folder)
    const segment = { file, size: 0, count: 0 }
    this.#segments.push(segment)
    this.#handle = handle
    return { handle, segment }
  }

  async #take(file: string, damaged: (file: string) => void): Promise<void> {
    const bytes = await readFile(file)
    let [size, count] = [0, 0]
    while (size < bytes.length) {
      const decoded = decodeRecord(bytes, size)
      if (typeof decoded === 'string') {
        if (decoded === 'damaged') {
          await writeFile(`${file}.damaged`, bytes.subarray(size), { mode: 0o600, flush: true })
          await syncFolder(this.#folder)
          damaged(`${file}.damaged`)
        }
        await cut(file, size)
        break
      }
      size = decoded.end
      count += 1
    }
    if (count === 0) {
      await rm(file)
      return
    }
    this.#segments.push({ file, size, count })
    this.#waiting += count
  }
}

/** A disk that is nearly full takes a part and says no more than that: only the next write fails. */
async function writeAll(handle: FileHandle, bytes: Uint8Array, at: number): Promise<void> {
  for (let done = 0; done < bytes.length; ) {
    const { bytesWritten } = await handle.write(bytes, done, bytes.length - done, at + done)
    done += bytesWritten
  }
}

async function readPart(file: string, from: number, length: number): Promise<Buffer> {
  const handle = await open(file, 'r')
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, from)
    return buffer.subarray(0, bytesRead)
  } finally {
    await handle.close()
  }
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r')
  await handle.sync().finally(() => handle.close())
}

async function cut(file: string, size: number): Promise<void> {
  const handle = await open(file, 'r+')
  await handle.truncate(size).finally(() => handle.close())
}
