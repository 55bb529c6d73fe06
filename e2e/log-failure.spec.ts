import { expect, type Page, test } from '@playwright/test'
import pg from 'pg'
import { findEmbeddedServer } from '#lib/db/embedded/server.ts'
import { chatServer } from './support/chat-server.ts'
import { alive, logIn } from './support/log-in.ts'
import { type Bellhop, startBellhop } from './support/processes.ts'
import { type Receiver, startReceiver } from './support/receiver.ts'
import { visit } from './support/visit.ts'

let bellhop: Bellhop
let receiver: Receiver
let server: ReturnType<typeof chatServer>
let database: pg.Client

const CALLS = 3
const REASON = 'The database did not answer in 3 s. Try again, or narrow it down by time.'

test.beforeAll(async () => {
  receiver = await startReceiver()
  bellhop = await startBellhop()
  server = chatServer(JSON.parse(bellhop.cli('chat-server', 'add', 'rack', '--json')).url)
  bellhop.cli('mapping', 'set', 'CHAT_STARTED', `${receiver.url}/ok.pl`)
  for (let n = 1; n <= CALLS; n += 1) await server.call(`EVENT=CHAT_STARTED&LICENCE=1520&CLIENT_ID=S${n}`)
  await expect
    .poll(() => JSON.parse(bellhop.cli('deliveries', 'list', '--status', 'succeeded', '--json')).length, {
      timeout: 30_000,
    })
    .toBe(CALLS)
  const url = await findEmbeddedServer(bellhop.dataDir)
  database = new pg.Client({ connectionString: url ?? '' })
  await database.connect()
})
test.afterAll(async () => {
  await database?.end()
  await server?.stop()
  await bellhop?.stop()
  await receiver?.stop()
})

/** While it is locked, whoever reads a delivery waits, and gives up in the end. */
const lock = () => database.query('BEGIN; LOCK TABLE delivery IN ACCESS EXCLUSIVE MODE')
const unlock = () => database.query('ROLLBACK')

const rows = (page: Page) => page.getByRole('table', { name: 'Deliveries' }).locator('[data-row]')
const facets = (page: Page) => page.getByRole('complementary', { name: 'Filters' })
const bars = (page: Page) => page.getByRole('slider', { name: /Choose a time/ })

test('a log that the database does not give says so, with what to do, in the place of each part; and comes back', async ({
  page,
}) => {
  await logIn(page, bellhop, '/deliveries')
  await expect(rows(page)).toHaveCount(CALLS)
  await lock()
  try {
    await page.reload({ waitUntil: 'commit' })
    // The frame does not wait for what it frames.
    await expect(page.getByRole('navigation', { name: 'Console' })).toBeVisible({ timeout: 2000 })
    const list = page.getByRole('alert').filter({ hasText: 'The list could not be read' })
    await expect(list).toContainText(REASON)
    await expect(list.getByRole('button', { name: 'Try again' })).toBeVisible()
    await expect(page.getByText(`The bars could not be drawn. ${REASON}`)).toBeVisible()
    await expect(page.getByText(`The filters could not be counted. ${REASON}`)).toBeVisible()
    for (const wrong of ['No delivery matches', '0 deliveries'])
      await expect(page.getByText(wrong)).toHaveCount(0)
    await expect(rows(page)).toHaveCount(0)
    await expect(page.getByRole('status').filter({ hasText: 'Database does not answer' })).toBeVisible()
    // What was asked for can still be changed.
    await alive(page, '[data-search-line]')
    await page.getByRole('combobox', { name: 'Search' }).fill('licence:1520')
    await expect(page.getByRole('combobox', { name: 'Search' })).toHaveValue('licence:1520')
  } finally {
    await unlock()
  }
  await page.getByRole('button', { name: 'Try again' }).click()
  await expect(rows(page)).toHaveCount(CALLS)
  await expect(bars(page)).toBeVisible()
  await expect(facets(page).getByRole('checkbox', { name: /^Succeeded/ })).toBeVisible()
  await expect(page.getByText(REASON)).toHaveCount(0)
})

test('rows that are shown stay while the database does not answer, and go on afterwards', async ({
  page,
}) => {
  await logIn(page, bellhop, '/deliveries')
  await expect(rows(page)).toHaveCount(CALLS)
  await lock()
  try {
    await expect(page.getByText(REASON)).toBeVisible()
    await expect(rows(page)).toHaveCount(CALLS)
  } finally {
    await unlock()
  }
  await expect(page.getByText(REASON)).toBeHidden({ timeout: 30_000 })
  await server.call('EVENT=CHAT_STARTED&LICENCE=1521&CLIENT_ID=S9')
  await expect(rows(page)).toHaveCount(CALLS + 1)
})

test('a page that breaks leaves the frame in use, and comes back when it is tried again', async ({
  page,
}) => {
  await logIn(page, bellhop, '/overview')
  const navigation = page.getByRole('navigation', { name: 'Console' })
  await database.query('ALTER TABLE licence RENAME TO licence_away')
  try {
    await navigation.getByRole('link', { name: 'Deliveries' }).click()
    await expect(page.getByRole('heading', { name: 'This page could not be read' })).toBeVisible()
    await navigation.getByRole('link', { name: 'Chat servers' }).click()
    await expect(page.getByRole('heading', { name: 'This page could not be read' })).toHaveCount(0)
    await visit(page, `${bellhop.url}/deliveries`)
    await expect(page.getByRole('heading', { name: 'This page could not be read' })).toBeVisible()
  } finally {
    await database.query('ALTER TABLE licence_away RENAME TO licence')
  }
  await page.getByRole('button', { name: 'Try again' }).click()
  await expect(rows(page).first()).toBeVisible()
})
