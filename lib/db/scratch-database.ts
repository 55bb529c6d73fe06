import { randomUUID } from 'node:crypto'
import pg from 'pg'

async function run(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(sql)
  } finally {
    await client.end()
  }
}

/**
 * Makes a database of its own on the server of `serverUrl`, runs `work` with its URL, and drops it again.
 * @param template a database to copy; nobody may be connected to it meanwhile.
 */
export async function withScratchDatabase<T>(
  serverUrl: string,
  work: (url: string) => Promise<T>,
  template = 'template1',
): Promise<T> {
  const { url, drop } = await makeScratchDatabase(serverUrl, template)
  try {
    return await work(url)
  } finally {
    await drop()
  }
}

/** The same for callers whose use does not end with a function: they call `drop`. */
export async function makeScratchDatabase(
  serverUrl: string,
  template = 'template1',
): Promise<{ url: string; drop: () => Promise<void> }> {
  const name = `scratch_${randomUUID().replaceAll('-', '')}`
  await run(serverUrl, `CREATE DATABASE ${name} TEMPLATE ${template}`)
  const url = new URL(serverUrl)
  url.pathname = `/${name}`
  return { url: url.href, drop: () => run(serverUrl, `DROP DATABASE ${name} WITH (FORCE)`) }
}
