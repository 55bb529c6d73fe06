import { expect, type Locator, type Page, test } from '@playwright/test'
import pg from 'pg'
import { findEmbeddedServer } from '#lib/db/embedded/server.ts'
import { axeOf } from './support/axe.ts'
import { chatServer } from './support/chat-server.ts'
import { logIn } from './support/log-in.ts'
import { type Bellhop, startBellhop } from './support/processes.ts'
import { type Receiver, startReceiver } from './support/receiver.ts'
import { reload, visit } from './support/visit.ts'

let bellhop: Bellhop
let receiver: Receiver
let server: ReturnType<typeof chatServer>

test.beforeAll(async () => {
  receiver = await startReceiver()
  receiver.answer(({ target }) => ({ status: target === '/broken.pl' ? 503 : 200 }))
  bellhop = await startBellhop()
  bellhop.cli('mapping', 'set', 'CHAT_STARTED', `${receiver.url}/well.pl`)
  bellhop.cli('mapping', 'set', 'BUTTON_STATUS', `${receiver.url}/broken.pl`)
  server = chatServer(JSON.parse(bellhop.cli('chat-server', 'add', 'rack 3', '--json')).url)
  for (let call = 0; call < 3; call += 1) await send('CHAT_STARTED')
  for (let call = 0; call < 4; call += 1) await send('BUTTON_STATUS')
  await send('CHAT_RATED', '77')
  expect((await server.call('LICENCE=1520')).status).toBe(400)
})
test.afterAll(async () => {
  await server?.stop()
  await bellhop?.stop()
  await receiver?.stop()
})

const panel = (page: Page, name: string) => page.getByRole('region', { name, exact: true })

/** The chart of a panel, with what it says to who does not see it. */
const chartOf = (within: Locator) => within.locator('[role="img"]')

async function send(event: string, licence = '1520'): Promise<void> {
  expect((await server.call(`EVENT=${event}&LICENCE=${licence}`)).status).toBe(200)
}

test('a server that nothing has called yet points to the first steps', async ({ page }) => {
  const fresh = await startBellhop()
  try {
    await logIn(page, fresh, '/overview')
    await expect(page.getByRole('heading', { name: 'Nothing has arrived yet' })).toBeVisible()
    await page.getByRole('link', { name: 'Take the first steps' }).click()
    await expect(page).toHaveURL(/\/deliveries$/)
  } finally {
    await fresh.stop()
  }
})

test('the overview says what needs a person, counts, and follows', async ({ page }) => {
  const problems = await logIn(page, bellhop, '/overview')

  // Both lead to their place.
  const headline = page.getByText('goes nowhere').locator('..').locator('..')
  await expect(headline).toContainText('1 event type goes nowhere')
  await expect(page.getByRole('link', { name: '1 endpoint fails' })).toHaveAttribute(
    'href',
    '/endpoints?state=failing',
  )

  const deliveries = panel(page, 'Deliveries')
  await expect(deliveries).toContainText('9 calls')
  await expect(deliveries).toContainText('1 rejected')
  await expect(chartOf(deliveries)).toHaveAccessibleName(/3 succeeded; 100 % of those that ended succeeded/)
  await expect(chartOf(panel(page, 'Call to receiver'))).toHaveAccessibleName(/p50 \d+ ms/)
  await expect(panel(page, 'Waiting, by age')).toContainText('pending 4')
  const broken = panel(page, 'Endpoints that need you').getByRole('row').filter({ hasText: 'broken.pl' })
  await expect(broken).toContainText('503')
  await expect(broken).toContainText('0 %')
  const nowhere = panel(page, 'Events that go nowhere')
  await expect(nowhere.getByRole('listitem')).toHaveText(/CHAT_RATED.*77.*1.*Map it/)
  await expect(panel(page, 'Licences gone silent')).toContainText('None')
  await expect(panel(page, 'At work').getByRole('listitem').first()).toContainText('in flight')

  // What comes while it is looked at is counted as well.
  await send('CHAT_STARTED')
  await expect(deliveries).toContainText('10 calls', { timeout: 25_000 })

  await page.getByText('7 d', { exact: true }).click()
  await expect(page).toHaveURL(/range=7d/)
  await expect(deliveries).toContainText('per 2 hours')
  await reload(page)
  await expect(deliveries).toContainText('per 2 hours')

  await nowhere.getByRole('link', { name: 'Map it: CHAT_RATED' }).click()
  await expect(page.getByRole('heading', { name: 'Map it and deliver' })).toBeVisible()
  expect(problems).toEqual([])
})

test('an endpoint that works again needs nobody, and is said to have recovered', async ({ page }) => {
  const answerOf = (status: number) =>
    receiver.answer(({ target }) => ({
      status: target === '/broken.pl' ? 503 : target === '/back.pl' ? status : 200,
    }))
  answerOf(500)
  bellhop.cli('mapping', 'set', 'NEW_OPERATOR', `${receiver.url}/back.pl`)
  // Four failures and no more, however long this takes.
  bellhop.cli('endpoint', 'set', `${receiver.url}/back.pl`, '--retry', 'none')
  for (let call = 0; call < 4; call += 1) await send('NEW_OPERATOR')
  await logIn(page, bellhop, '/overview')
  const needs = panel(page, 'Endpoints that need you')
  const back = needs.getByRole('row').filter({ hasText: 'back.pl' })
  await expect(async () => {
    await reload(page)
    await expect(back).toContainText('The receiver answered 500', { timeout: 1000 })
  }).toPass()
  // What failed last is led to, also when its delivery succeeds meanwhile.
  await expect(back.getByRole('link', { name: 'Show last failure' })).toHaveAttribute(
    'href',
    /^\/deliveries\/[0-9a-f-]{36}\?attempt=1$/,
  )
  answerOf(200)
  await send('NEW_OPERATOR')
  await expect(async () => {
    await reload(page)
    await expect(needs).toContainText('broken.pl', { timeout: 1000 })
    await expect(back).toBeHidden({ timeout: 1000 })
  }).toPass()
  await expect(page.getByRole('link', { name: '1 endpoint fails' })).toBeVisible()

  await visit(page, `${bellhop.url}/endpoints`)
  const row = page.getByRole('row').filter({ hasText: 'back.pl' })
  await expect(row).toContainText(/Recovered at \d\d:\d\d\. 4 of the 5 attempts of the last hour failed/)
  await row.getByRole('link', { name: /back/ }).click()
  await expect(page.getByRole('region', { name: 'State' })).toContainText(/Recovered at \d\d:\d\d/)
})

test('a bar leads to its deliveries, with the mouse and without', async ({ page }) => {
  await logIn(page, bellhop, '/overview?range=30d')
  const deliveries = panel(page, 'Deliveries')
  await deliveries.getByText('As a table').click()
  const line = deliveries.getByRole('table').getByRole('link').first()
  await expect(line).toHaveAttribute('href', /^\/deliveries\?since=2.*Z&until=2.*Z$/)
  const target = await line.getAttribute('href')

  const chart = chartOf(deliveries).locator('svg').first()
  await expect(chart).toBeVisible()
  const box = await chart.boundingBox()
  if (!box) throw new Error('the chart has no place')
  await page.mouse.move(box.x + box.width - 12, box.y + box.height - 20)
  await expect(deliveries.getByText('Rejected calls')).toBeVisible()
  await page.mouse.down()
  await page.mouse.up()
  await expect(page).toHaveURL(`${bellhop.url}${target}`)
})

test('a panel that cannot be read says so in its place, and the others stand', async ({ page }) => {
  const database = new pg.Client({ connectionString: (await findEmbeddedServer(bellhop.dataDir)) ?? '' })
  await database.connect()
  await logIn(page, bellhop, '/overview')
  await expect(panel(page, 'Endpoints that need you')).toContainText('broken.pl')
  await database.query('ALTER TABLE endpoint_minute RENAME TO endpoint_minute_away')
  try {
    await reload(page)
    const endpoints = panel(page, 'Endpoints that need you')
    await expect(endpoints.getByRole('alert')).toContainText('They could not be read')
    await expect(page.getByText('The endpoints could not be read.')).toBeVisible()
    await expect(panel(page, 'Deliveries')).toContainText('calls')
  } finally {
    await database.query('ALTER TABLE endpoint_minute_away RENAME TO endpoint_minute')
    await database.end()
  }
  await page.getByRole('button', { name: 'Try again' }).click()
  await expect(panel(page, 'Endpoints that need you')).toContainText('broken.pl')
})

test('it can be read by everybody, on a phone too, and only its page carries the charts', async ({
  page,
}) => {
  const scripts: Promise<string>[] = []
  page.on('response', (answer) => {
    if (answer.request().resourceType() === 'script') scripts.push(answer.text())
  })
  const withCharts = async () =>
    (await Promise.all(scripts)).some((text) => text.includes('recharts-surface'))
  await logIn(page, bellhop, '/deliveries')
  await page.waitForLoadState('networkidle')
  expect(await withCharts()).toBe(false)
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    await visit(page, `${bellhop.url}/overview`)
    await expect(panel(page, 'Deliveries').locator('svg').first()).toBeVisible()
    const { violations } = await axeOf(page).include('main').analyze()
    expect(violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([])
  }
  expect(await withCharts()).toBe(true)
  await page.setViewportSize({ width: 360, height: 740 })
  await expect(panel(page, 'At work')).toBeVisible()
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360)
  // A finger needs 44 px: each range fills the frame, but for its border of 4 px on both sides.
  const ranges = page.getByRole('radiogroup', { name: 'How far back' })
  const frame = (await ranges.boundingBox())?.height ?? 0
  expect(frame).toBeGreaterThanOrEqual(44)
  for (const range of await ranges.locator('label').all())
    expect((await range.boundingBox())?.height).toBe(frame - 8)
  const work = await panel(page, 'At work').boundingBox()
  expect((work?.x ?? 0) + (work?.width ?? 0)).toBeLessThan(360)
})
