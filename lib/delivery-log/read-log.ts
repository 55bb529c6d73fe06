import { pool } from '#lib/db/pool.ts'

/** So long may reading a list take, all of its statements together. */
export const READ_LIMIT_MS = 3000

const QUERY_CANCELED = '57014'

/** The log was too slow to answer. The message is for people. */
export class LogTimeout extends Error {
  constructor(options: ErrorOptions) {
    super('The database did not answer in 3 s. Try again, or narrow it down by time.', options)
  }
}

/** Runs one statement. Rows have the shape that the caller's SELECT names. */
export type Read = <Row>(text: string, values: unknown[]) => Promise<Row[]>

/**
 * Runs statements that only read, within 3 seconds in all.
 * @throws LogTimeout when they take longer; whatever else the database says.
 */
export async function readLog<T>(work: (read: Read) => Promise<T>): Promise<T> {
  const deadline = Date.now() + READ_LIMIT_MS
  const client = await pool().connect()
  let broken: Error | undefined
  const read: Read = async <Row>(text: string, values: unknown[]) => {
    const left = Math.max(1, deadline - Date.now())
    await client.query(`SET LOCAL statement_timeout = ${left}`)
    return (await client.query(text, values)).rows as Row[] // as the caller's SELECT names them
  }
  try {
    // Compiling a statement over many partitions takes longer than it runs.
    await client.query('BEGIN READ ONLY; SET LOCAL jit = off')
    return await work(read)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === QUERY_CANCELED) {
      throw new LogTimeout({ cause: error })
    }
    throw error
  } finally {
    await client.query('ROLLBACK').catch((failure: Error) => {
      broken = failure
    })
    client.release(broken)
  }
}
