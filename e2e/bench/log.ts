// The log at 1,000,000 deliveries: pages, filters, words, facets and bars, as the server reads them, and what a person
// waits for in a browser.
// LOG_DELIVERIES=n: another number. LOG_DATA_DIR=folder: keeps the database there for the next time.
import { mkdtempSync, rmSync } from 'node:fs'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { startEmbeddedServer } from '#lib/db/embedded/server.ts'
import { migrate } from '#lib/db/migrate.ts'
import { closePool, pool } from '#lib/db/pool.ts'
import { countCallFacets, readCallBars } from '#lib/delivery-log/call-summary.ts'
import { countDeliveryFacets, readDeliveryBars } from '#lib/delivery-log/delivery-summary.ts'
import type { CallFilters, DeliveryFilters } from '#lib/delivery-log/filters.ts'
import { getDelivery } from '#lib/delivery-log/get-delivery.ts'
import { listCalls } from '#lib/delivery-log/list-calls.ts'
import { listDeliveries } from '#lib/delivery-log/list-deliveries.ts'
import { build, hasBuild } from '#lib/server/build.ts'
import { percentile } from '#lib/server/cli/open-loop.ts'
import { measureInBrowser } from './log-browser.ts'
import { seedLog } from './log-seed.ts'

const TOTAL = Number(process.env.LOG_DELIVERIES ?? 1_000_000)
const ROUNDS = 20
const IN_A_DAY = 24
const FILTERED_MS = 300
const WORDED_MS = 800
const OPENED_MS = 150

const pick = <T>(values: readonly T[], n: number): T => values[n % values.length] as T // never empty
const licence = (n: number) => String(1500 + ((n * 7) % 200))
const ago = (hours: number) => `${Math.max(1, hours)}h`

/** What people ask for, each time a little otherwise. */
const FILTERS: Record<string, (n: number) => DeliveryFilters> = {
  'first page': () => ({}),
  'deep page': (n) => ({ until: ago(n * IN_A_DAY) }),
  status: (n) => ({ status: [pick(['failed', 'pending', 'succeeded', 'held', 'cancelled'] as const, n)] }),
  licence: (n) => ({ licence: [licence(n)] }),
  'several licences': (n) => ({ licence: [licence(n), licence(n + 1), licence(n + 2)] }),
  'event type': (n) => ({ eventType: [pick(['CHAT_STARTED', 'NEW_OPERATOR', 'LICENCE_INFO', 'NONE'], n)] }),
  endpoint: (n) => ({ endpoint: [`shop${1 + (n % 40)}.example`] }),
  'code 503': () => ({ code: ['503'] }),
  'code 4xx, 5xx': () => ({ code: ['4xx', '5xx'] }),
  'code 418': () => ({ code: ['418'] }),
  error: (n) => ({ error: [pick(['timeout', 'dns', 'tls', 'reset'] as const, n)] }),
  'attempts > 5': () => ({ attempts: '>5' }),
  'attempts > 20': () => ({ attempts: '>20' }),
  'took > 5 s': () => ({ took: '>5s' }),
  'took < 1 ms': () => ({ took: '<1ms' }),
  agent: (n) => ({ agent: [`agent${n}`] }),
  'took 300 to 400 ms': () => ({ took: '300ms-400ms' }),
  'attempts = 2': () => ({ attempts: '2' }),
  'a server without any': () => ({ chatServer: ['spare'] }),
  client: (n) => ({ client: [`S${'0123456789abcdef'[n % 16]}${'abcdef0123456789'[n % 16]}0`] }),
  'failed of licence': (n) => ({ status: ['failed'], licence: [licence(n)] }),
  'failed of licence and type in 7 d': (n) => ({
    status: ['failed'],
    licence: [licence(n)],
    eventType: ['NEW_OPERATOR'],
    since: '7d',
  }),
  '503 of endpoint since Monday': (n) => ({
    code: ['503'],
    endpoint: [`shop${1 + (n % 40)}.example`],
    since: '3d',
  }),
}

const WORDS: Record<string, (n: number) => DeliveryFilters> = {
  'a word of all': () => ({ search: 'event' }),
  'a frequent word': (n) => ({ search: `w${n}` }),
  'a rare word': (n) => ({ search: `n${1 + ((n * 48_611) % TOTAL)}` }),
  'a word nowhere': (n) => ({ search: `nowhere${n}` }),
  'two words': (n) => ({ search: `w${n} w${n + 7}` }),
  'payload and answer': (n) => ({ search: `agent${n} 503` }),
  'a word of failed': (n) => ({ search: `w${n}`, status: ['failed'] }),
  'a word of licence in 7 d': (n) => ({ search: `w${n}`, licence: [licence(n)], since: '7d' }),
}

async function measure(work: (n: number) => Promise<unknown>): Promise<number[]> {
  const took: number[] = []
  for (let n = 0; n < ROUNDS; n += 1) {
    const before = performance.now()
    await work(n)
    took.push(performance.now() - before)
  }
  return took
}

const ms = (value: number) => `${value.toFixed(value < 10 ? 1 : 0)} ms`.padStart(9)

async function print(title: string, limitMs: number, works: Record<string, (n: number) => Promise<unknown>>) {
  console.log(`\n${title}; at most ${limitMs} ms at p95`.padEnd(56), '     p50       p95')
  for (const [name, work] of Object.entries(works)) {
    try {
      const took = await measure(work)
      const p95 = percentile(took, 0.95)
      console.log(`  ${name}`.padEnd(48), ms(percentile(took, 0.5)), ms(p95), p95 > limitMs ? 'OVER' : '')
    } catch (error) {
      console.log(`  ${name}`.padEnd(48), `FAILED: ${error instanceof Error ? error.message : error}`)
    }
  }
}

const each = <Filters>(
  filters: Record<string, (n: number) => Filters>,
  read: (filters: Filters) => Promise<unknown>,
) => Object.fromEntries(Object.entries(filters).map(([name, of]) => [name, (n: number) => read(of(n))]))

const CALL_FILTERS: Record<string, (n: number) => CallFilters> = {
  'the newest': () => ({}),
  'the oldest': () => ({ order: 'oldest' }),
  'of a licence': (n) => ({ licence: [licence(n)] }),
  'what went nowhere': () => ({ fate: ['nowhere'] }),
  'rejected or nowhere': () => ({ fate: ['rejected', 'nowhere'] }),
  'odd of a type': () => ({ odd: true, eventType: ['CHAT_STARTED'] }),
  'of an agent': (n) => ({ agent: [`agent${n}`] }),
  'of a licence in 7 d': (n) => ({ licence: [licence(n)], since: '7d' }),
  'of a server without any': () => ({ chatServer: ['spare'] }),
}

const CALL_WORDS: Record<string, (n: number) => CallFilters> = {
  'a frequent word': (n) => ({ search: `w${n}` }),
  'a rare word': (n) => ({ search: `n${1 + ((n * 48_611) % TOTAL)}` }),
  'a word nowhere': (n) => ({ search: `nowhere${n}` }),
}

/** What the facets and bars are read for as well. */
const COUNTED = [
  'first page',
  'licence',
  'failed of licence',
  'attempts > 5',
  'attempts > 20',
  'took < 1 ms',
  'client',
  'a frequent word',
  'a word nowhere',
]
const some = <T>(filters: Record<string, T>, names: readonly string[]) =>
  Object.fromEntries(Object.entries(filters).filter(([name]) => names.includes(name)))

async function run(): Promise<void> {
  const known = (await pool().query<{ count: number }>('SELECT count(*)::int AS count FROM delivery')).rows[0]
    ?.count
  if (!known) await seedLog(TOTAL)
  await pool().query("INSERT INTO chat_server (name) VALUES ('spare') ON CONFLICT DO NOTHING")
  console.log(`\n${known || TOTAL} deliveries; load of the machine ${loadavg()[0]?.toFixed(1)}`)
  await print('a page', FILTERED_MS, each(FILTERS, listDeliveries))
  await print('a page by words', WORDED_MS, each(WORDS, listDeliveries))
  const filtered = some(FILTERS, COUNTED)
  const worded = some(WORDS, COUNTED)
  await print('facets', FILTERED_MS, each(filtered, countDeliveryFacets))
  await print('facets by words', WORDED_MS, each(worded, countDeliveryFacets))
  await print(
    'bars',
    FILTERED_MS,
    each({ ...filtered, 'last 24 h': () => ({ since: '24h' }) }, readDeliveryBars),
  )
  await print('bars by words', WORDED_MS, each(worded, readDeliveryBars))
  await print('a page of events', FILTERED_MS, each(CALL_FILTERS, listCalls))
  const counted = some(CALL_FILTERS, ['the newest', 'what went nowhere', 'of a licence'])
  await print('facets of events', FILTERED_MS, each(counted, countCallFacets))
  await print('bars of events', FILTERED_MS, each(counted, readCallBars))
  await print('a page of events by words', WORDED_MS, each(CALL_WORDS, listCalls))
  const { rows } = await listDeliveries({ limit: ROUNDS })
  await print('a delivery', OPENED_MS, { opened: (n) => getDelivery(pick(rows, n).id) })
}

async function measureServer(dataDir: string): Promise<void> {
  const server = await startEmbeddedServer(dataDir)
  try {
    await migrate(server.url)
    await run()
  } finally {
    await closePool()
    await server.stop()
  }
}

if (!hasBuild()) await build()
const kept = process.env.LOG_DATA_DIR
const dataDir = kept ?? mkdtempSync(join(tmpdir(), 'bellhop-log-'))
try {
  await measureServer(dataDir)
  await measureInBrowser(dataDir)
} finally {
  if (!kept) rmSync(dataDir, { recursive: true, force: true })
}
