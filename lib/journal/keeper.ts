import { randomUUID } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { isOutage } from './is-outage.ts'
import type { Journal } from './journal.ts'
import type { JournalRecord } from './record.ts'
import { storeRecords } from './store-records.ts'
import { TookTooLong, within } from './time-limit.ts'

/** How long the door waits for the database before a call goes to the journal. */
const STORE_LIMIT_MS = 2500
/** A batch of the journal may take longer: nobody waits for it. */
const BATCH_LIMIT_MS = 30_000
const LOOK_MS = 500
const BATCH = 200

/** A time without the database. */
export type Outage = {
  /** The same when it is told again. */
  id: string
  startedAt: Date
  /** When the database was back, and all of the journal in it unless there is an obstacle. */
  endedAt: Date
  kept: number
  refused: number
  reason: string
  /** Why calls that were kept are not brought in though the database is back; null: all are. */
  obstacle: string | null
}

type Away = { id: string; since: Date; reason: string }

export type KeeperOptions<Stored> = {
  /** Stores one call together with others at the door. */
  storeOne: (record: JournalRecord) => Promise<Stored>
  /** Stores calls in order in one transaction; those that are there already are left as they are. */
  storeBatch: (records: JournalRecord[]) => Promise<unknown>
  /** What a call becomes that is in the journal. */
  stored: (record: JournalRecord) => Stored
  /** Asks the database whether it is there. */
  probe: () => Promise<unknown>
  /** Called when it gave no answer: what is under way on its connections will not end by itself. */
  silent: () => void
  /** Told once it is over, and before that when something keeps the journal from being brought in. */
  tell: (outage: Outage) => Promise<unknown>
  report: (error: unknown, doing: string) => void
}

/**
 * Keeps calls: in the database, or in the journal while the database is away and until all of the journal is in it, so that
 * no call overtakes one before it (but see `#storeAhead`). A call whose fate in the database is not known goes to the
 * journal under the same id.
 */
export class Keeper<Stored> {
  readonly #journal: Journal
  readonly #options: KeeperOptions<Stored>
  #away: Away | null = null
  #kept: number
  #refused = 0
  /** Whether it answered when it was asked last, though the journal is not all in it yet, or cannot be read. */
  #isBack = false
  /** What keeps the journal from being brought in; told when it changes. */
  #obstacle: string | null = null
  #stopping = new AbortController()
  readonly #running: Promise<void>
  /** How much the door has asked that has not been answered, what it gave up included. */
  #unanswered = 0
  /** Those who wait for the database, in the order in which they came. */
  readonly #hoping = new Set<(error: unknown) => void>()

  constructor(journal: Journal, options: KeeperOptions<Stored>) {
    this.#journal = journal
    this.#options = options
    this.#kept = journal.waiting
    if (journal.waiting > 0) this.#away = awayFor('the server was started again')
    this.#running = this.#run()
  }

  /** Whether the database is to be left alone at present. */
  get isAway(): boolean {
    return this.#away !== null
  }

  /** Says that the database did not answer somebody else at the door. */
  tellAway(error: unknown): void {
    this.#away ??= awayFor(sayError(error))
    this.#isBack = false
    // All at once and in order: a call that comes now must not get to the journal before one that has been waiting.
    for (const giveUp of [...this.#hoping]) giveUp(error)
  }

  /** What the database answers, unless it takes too long or somebody else at the door finds that it is away. */
  whileThere<T>(work: Promise<T>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      const giveUp = (error: unknown) => {
        clearTimeout(timer)
        this.#hoping.delete(giveUp)
        reject(error)
      }
      const timer = setTimeout(() => giveUp(new TookTooLong(STORE_LIMIT_MS)), STORE_LIMIT_MS)
      this.#hoping.add(giveUp)
      this.#unanswered += 1
      const answered = () => {
        this.#unanswered -= 1
      }
      work.then(answered, answered)
      work.then((value) => {
        clearTimeout(timer)
        this.#hoping.delete(giveUp)
        resolve(value)
      }, giveUp)
    })
  }

  /** @throws when the call is neither in the database nor on disk. */
  async keep(record: JournalRecord): Promise<Stored> {
    if (this.#away === null) {
      try {
        return await this.whileThere(this.#options.storeOne(record))
      } catch (error) {
        if (!isOutage(error)) throw error
        this.tellAway(error)
      }
    }
    try {
      await this.#journal.append(record)
    } catch (error) {
      const stored = await this.#storeAhead(record)
      if (stored !== null) return stored
      this.#refused += 1
      throw error
    }
    this.#kept += 1
    return this.#options.stored(record)
  }

  /**
   * What has no room on disk goes into a database that is back ahead of what the journal still holds: the chat server asks
   * once, so an event out of its turn is better than none. So goes what finds the journal full as the outage ends.
   * @returns null when it is not stored.
   */
  async #storeAhead(record: JournalRecord): Promise<Stored | null> {
    if (this.isAway && !this.#isBack) return null
    try {
      return await this.whileThere(this.#options.storeOne(record))
    } catch (error) {
      if (isOutage(error)) this.tellAway(error)
      return null
    }
  }

  async stop(): Promise<void> {
    this.#stopping.abort()
    await this.#running
    await this.#journal.close()
  }

  async #run(): Promise<void> {
    const { signal } = this.#stopping
    while (!signal.aborted) {
      if (this.#away !== null && (await this.#bringIn())) continue
      await wait(LOOK_MS, undefined, { signal }).catch(() => {})
    }
  }

  /** One batch. @returns whether the next one is to follow at once. */
  async #bringIn(): Promise<boolean> {
    try {
      await this.#probe()
      const batch = await this.#journal.peek(BATCH)
      if (batch.records.length > 0) {
        await this.#store(batch.records)
        await this.#journal.forget(batch)
        return true
      }
      // Nothing may be on its way to the journal either: what comes now goes to the database behind all of it.
      if (this.#journal.waiting > 0) return true
      this.#end()
      return false
    } catch (error) {
      this.#meet(error)
      return false
    }
  }

  /** What keeps the journal from being brought in: the database, or its own files, which a person has to hear of. */
  #meet(error: unknown): void {
    if (String(error) === this.#obstacle) return
    this.#obstacle = String(error)
    this.#options.report(error, 'bringing in the journal')
    if (this.#away && this.#isBack) this.#tell(this.#away, sayError(error))
  }

  async #probe(): Promise<void> {
    try {
      await within(this.#options.probe(), STORE_LIMIT_MS)
      // What the door gave up on connections from before the outage would hold up what is stored ahead.
      if (!this.#isBack && this.#unanswered > 0) this.#options.silent()
      this.#isBack = true
    } catch (error) {
      this.#isBack = false
      if (error instanceof TookTooLong) this.#options.silent()
      throw error
    }
  }

  #store(records: JournalRecord[]): Promise<void> {
    return storeRecords(
      records,
      (some) => this.#storeTogether(some),
      async (record, error) => {
        // It was answered 200: what the database refuses is kept all the same.
        const file = await this.#journal.setAside(record)
        this.#options.report(
          error,
          `storing call ${record.id}, which the database refuses; it is in ${file}: see bellhop journal list`,
        )
      },
    )
  }

  async #storeTogether(records: JournalRecord[]): Promise<void> {
    try {
      await within(this.#options.storeBatch(records), BATCH_LIMIT_MS)
    } catch (error) {
      if (isOutage(error)) this.#isBack = false
      throw error
    }
  }

  #end(): void {
    const away = this.#away
    if (away === null) return
    // It answers, but not on connections from before the outage: they would hold up what comes behind.
    if (this.#unanswered > 0) this.#options.silent()
    this.#tell(away, null)
    this.#away = null
    this.#isBack = false
    this.#obstacle = null
    this.#kept = 0
    this.#refused = 0
  }

  #tell({ id, since, reason }: Away, obstacle: string | null): void {
    const [kept, refused] = [this.#kept, this.#refused]
    if (kept + refused === 0) return
    this.#options
      .tell({ id, startedAt: since, endedAt: new Date(), kept, refused, reason, obstacle })
      .catch((error) => this.#options.report(error, 'telling of an outage'))
  }
}

const awayFor = (reason: string): Away => ({ id: randomUUID(), since: new Date(), reason })

const sayError = (error: unknown) => (error instanceof Error ? error.message : String(error))
