import { readFile, rename, writeFile } from 'node:fs/promises'
import { z } from 'zod'
import { pool } from '../db/pool.ts'
import type { CallSource } from './call.ts'

const ALL = `
SELECT encode(token.sha256, 'hex') AS sha256, server.id AS "chatServerId", server.charset,
  server.answer_status AS "answerStatus", server.answer_text AS "answerText"
FROM ingest_token token JOIN chat_server server ON server.id = token.chat_server_id ORDER BY 1`

const schema = z.array(
  z.object({
    sha256: z.string(),
    chatServerId: z.string(),
    charset: z.string(),
    answerStatus: z.number(),
    answerText: z.string().nullable(),
  }),
)

/**
 * The ingest tokens (as their SHA-256) as they were when the database last answered, in memory and in a file: for calls that
 * come while it is away, also to a process that was started meanwhile. Never asked while the database answers.
 */
export class KnownSources {
  readonly #file: string
  #text: string
  #byHash = new Map<string, CallSource>()

  private constructor(file: string, text: string) {
    this.#file = file
    this.#text = text
    this.#learn(text)
  }

  static async open(file: string): Promise<KnownSources> {
    return new KnownSources(file, await readFile(file, 'utf8').catch(() => '[]'))
  }

  find(sha256: Buffer): CallSource | null {
    return this.#byHash.get(sha256.toString('hex')) ?? null
  }

  /** What the database has just said of a token. */
  remember(sha256: Buffer, source: CallSource | null): void {
    const key = sha256.toString('hex')
    if (source) this.#byHash.set(key, source)
    else this.#byHash.delete(key)
  }

  /** Reads all of them anew, and writes the file when something changed. */
  async refresh(): Promise<void> {
    const { rows } = await pool().query(ALL)
    const text = JSON.stringify(rows)
    this.#learn(text)
    if (text === this.#text) return
    await writeFile(`${this.#file}.new`, text, { mode: 0o600, flush: true })
    await rename(`${this.#file}.new`, this.#file)
    this.#text = text
  }

  #learn(text: string): void {
    const parsed = schema.safeParse(parseJson(text))
    if (!parsed.success) return
    this.#byHash = new Map(parsed.data.map(({ sha256, ...source }) => [sha256, source]))
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
