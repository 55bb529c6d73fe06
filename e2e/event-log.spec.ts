import { expect, type Page, test } from '@playwright/test'
import { chatServer } from './support/chat-server.ts'
import { alive, logIn } from './support/log-in.ts'
import { type Bellhop, startBellhop } from './support/processes.ts'
import { type Receiver, startReceiver } from './support/receiver.ts'
import { savedFile } from './support/saved-file.ts'
import { visit } from './support/visit.ts'

let bellhop: Bellhop
let receiver: Receiver
let server: ReturnType<typeof chatServer>

test.beforeAll(async () => {
  receiver = await startReceiver()
  bellhop = await startBellhop()
  server = chatServer(JSON.parse(bellhop.cli('chat-server', 'add', 'rack', '--json')).url)
  bellhop.cli('mapping', 'set', 'CHAT_STARTED', `${receiver.url}/ok.pl`)
  for (const [index, who] of ['jane', 'john', 'jane'].entries())
    await call(`EVENT=CHAT_STARTED&LICENCE=1520&OPERATOR_ID=${who}%40example.com&CLIENT_ID=S${index}`)
  await call('EVENT=CHAT_RATED&LICENCE=1521&OPERATOR_ID=jane%40example.com&STARS=9')
  await call('LICENCE=1522&NOTE=lost', 400)
})
test.afterAll(async () => {
  await server?.stop()
  await bellhop?.stop()
  await receiver?.stop()
})

async function call(form: string, status = 200): Promise<void> {
  expect((await server.call(form)).status).toBe(status)
}

const line = (page: Page) => page.getByRole('combobox', { name: 'Search' })
const rows = (page: Page) => page.getByRole('table', { name: 'Events' }).locator('[data-row]')
const facet = (page: Page, name: RegExp) =>
  page.getByRole('complementary', { name: 'Filters' }).getByRole('checkbox', { name })

test('events are searched by terms, words and facets, from either end', async ({ page }) => {
  const problems = await logIn(page, bellhop, '/events')
  await expect(rows(page)).toHaveCount(5)
  await page.keyboard.press('/')
  await expect(line(page)).toBeFocused()
  await page.keyboard.type('agent:jane status:nowh')
  await expect(page.getByRole('option', { name: /fate:nowhere/ })).toBeVisible()
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await expect(rows(page)).toHaveCount(1)
  await expect(rows(page)).toContainText('CHAT_RATED')
  await expect(page).toHaveURL(/fate=nowhere&agent=jane/)

  const time = page.getByRole('button', { name: 'Time', exact: true })
  await facet(page, /^To endpoints, 2$/).check()
  await expect(rows(page)).toHaveCount(3)
  await time.click()
  await expect(page.getByRole('columnheader', { name: 'Time' })).toHaveAttribute('aria-sort', 'ascending')
  await expect(rows(page).last()).toContainText('CHAT_RATED')
  // What comes in belongs at the other end now.
  await expect(page.getByRole('switch', { name: 'Live' })).toHaveCount(0)
  await time.click()
  await expect(rows(page).first()).toContainText('CHAT_RATED')

  // From row to row, and in.
  await page.keyboard.press('j')
  await page.keyboard.press('j')
  await expect(rows(page).nth(1).getByRole('link').first()).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/events\/[0-9a-f-]{36}$/)
  expect(problems).toEqual([])
})

test('what the address asks wrongly is said, and what is too old is found', async ({ page }) => {
  await logIn(page, bellhop, '/events?fate=lost')
  await expect(page.getByText('fate knows delivered, nowhere, muted, rejected.')).toBeVisible()
  await expect(page.getByText('No event matches')).toHaveCount(0)
  for (const list of ['events', 'deliveries']) {
    await visit(page, `${bellhop.url}/${list}?event=CHAT_STARTED&until=2026-01-01`)
    await alive(page)
    await expect(page.getByText('At any time, the newest is from').filter({ visible: true })).toBeVisible()
    await page.getByRole('link', { name: 'Show it' }).click()
    await expect(page).toHaveURL(`${bellhop.url}/${list}?event=CHAT_STARTED`)
    await expect(page.locator('table [data-row]')).toHaveCount(3)
  }
})

test('while a list is read anew, it says so', async ({ page }) => {
  await logIn(page, bellhop, '/events')
  const { promise: mayGoOn, resolve: goOn } = Promise.withResolvers<void>()
  await page.route('**/events?*', async (route) => {
    await mayGoOn
    await route.continue()
  })
  await facet(page, /^Goes nowhere/).check()
  await expect(page.getByRole('status', { name: 'The list is being read' })).toBeVisible()
  goOn()
  await expect(page.getByRole('status', { name: 'The list is being read' })).toHaveCount(0)
  await expect(rows(page).filter({ hasText: 'To 1 endpoint' })).toHaveCount(0)
})

test('new events come by themselves, and are counted', async ({ page }) => {
  await logIn(page, bellhop, '/events?event=CHAT_MOVED')
  await expect(page.getByText('No event matches')).toBeVisible()
  await call('EVENT=CHAT_MOVED&LICENCE=1530')
  await expect(rows(page)).toHaveCount(1)
  await expect(facet(page, /^Goes nowhere, 1$/)).toBeVisible()
  await call('EVENT=CHAT_MOVED&LICENCE=1530')
  await expect(rows(page)).toHaveCount(2)
  await expect(facet(page, /^Goes nowhere, 2$/)).toBeVisible()
  await expect(page.getByRole('region', { name: 'Events over time' })).toContainText('goes nowhere')
})

test('deliveries that come by themselves are counted', async ({ page }) => {
  await logIn(page, bellhop, '/deliveries?licence=1540')
  await call('EVENT=CHAT_STARTED&LICENCE=1540&CLIENT_ID=S40')
  await expect(page.getByRole('table', { name: 'Deliveries' }).locator('[data-row]')).toHaveCount(1)
  await expect(facet(page, /^Succeeded, 1$/)).toBeVisible()
})

test('what comes to belong to a list stands in its place, also at its end', async ({ page }) => {
  for (const client of ['S50', 'S51']) await call(`EVENT=CHAT_STARTED&LICENCE=1550&CLIENT_ID=${client}`)
  const arrived = (): { id: string }[] =>
    JSON.parse(bellhop.cli('deliveries', 'list', '--licence', '1550', '--status', 'succeeded', '--json'))
  await expect.poll(() => arrived().length).toBe(2)
  const ids = arrived().map(({ id }) => id)
  await logIn(page, bellhop, '/deliveries?licence=1550&attempts=2')
  await expect(page.getByText('No delivery matches')).toBeVisible()
  const shown = page.getByRole('table', { name: 'Deliveries' }).locator('[data-row]')
  for (const [before, id] of ids.entries()) {
    bellhop.cli('deliveries', 'resend', id)
    await expect(shown).toHaveCount(before + 1)
  }
  expect(await shown.evaluateAll((rows) => rows.map((row) => row.getAttribute('data-row')))).toEqual(ids)
  await expect(facet(page, /^Succeeded, 2$/)).toBeVisible()
  await expect(page.getByRole('region', { name: 'Deliveries over time' })).toContainText('succeeded')
})

test('the columns of events are set up, kept as a view, and exported', async ({ page }) => {
  await logIn(page, bellhop, '/events?event=CHAT_STARTED&licence=1520')
  await page.getByRole('button', { name: 'Columns' }).click()
  await page.getByLabel('Chat server').uncheck()
  await expect(page.getByRole('columnheader', { name: 'Chat server' })).toHaveCount(0)
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Save view' }).click()
  await page.getByLabel('Name').fill('chats of 1520')
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  const views = page.getByRole('navigation', { name: 'Views' })
  await expect(views.getByRole('link', { name: 'chats of 1520' })).toHaveAttribute('aria-current', 'page')
  await page.getByRole('button', { name: 'Export' }).click()
  const file = await savedFile(page, () => page.getByRole('menuitem', { name: /^NDJSON/ }).click())
  const written = file.bytes.toString().trimEnd().split('\n')
  expect(written.map((text) => JSON.parse(text).agent).sort()).toEqual([
    'jane@example.com',
    'jane@example.com',
    'john@example.com',
  ])
})
