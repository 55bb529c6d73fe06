import { expect, type Page, test } from '@playwright/test'
import { chatServer, twelveEvents } from './support/chat-server.ts'
import { logIn } from './support/log-in.ts'
import { type Bellhop, startBellhop } from './support/processes.ts'
import { type Receiver, startReceiver } from './support/receiver.ts'
import { reload, visit } from './support/visit.ts'

let bellhop: Bellhop
let receiver: Receiver
let server: ReturnType<typeof chatServer>

test.beforeAll(async () => {
  receiver = await startReceiver()
  bellhop = await startBellhop()
  bellhop.cli('mapping', 'set', 'OPERATOR_STATUS', `${receiver.url}/events.pl`)
  server = chatServer(JSON.parse(bellhop.cli('chat-server', 'add', 'rack 3', '--json')).url)
})
test.afterAll(async () => {
  await server?.stop()
  await bellhop?.stop()
  await receiver?.stop()
})

async function send(form: string): Promise<void> {
  expect((await server.call(form)).status).toBe(200)
}

const agentRow = (page: Page, name: string) =>
  page.getByRole('table', { name: 'Agents' }).getByRole('row').filter({ hasText: name })

test('a licence shows what its events told, and follows the next one', async ({ page }) => {
  for (const { form } of twelveEvents('1520')) await send(form)
  const problems = await logIn(page, bellhop, '/licences')

  const row = page.getByRole('table', { name: 'Licences' }).getByRole('row').filter({ hasText: '1520' })
  await expect(row).toContainText('Full')
  await expect(row).toContainText('2027-12-31 23:59:59')
  await expect(row).toContainText('1 of 2')
  await expect(row).toContainText('VISITOR_LEFT_CHAT')
  await row.getByRole('link').click()

  await expect(page.getByRole('heading', { level: 1, name: 'Licence 1520' })).toBeVisible()
  await expect(page.getByRole('heading', { level: 2 })).toHaveText(
    '1 of 2 known agents are online, the button is online, one private chat is open.',
  )
  await expect(agentRow(page, 'Jane Nowak')).toContainText('Online')
  await expect(agentRow(page, 'Jane Nowak')).toContainText('in private chat 17')
  await expect(agentRow(page, 'John Kowalski')).toContainText('Not told')
  await expect(page.getByRole('list', { name: 'Private chats' })).toContainText('Group 17')
  const facts = page.getByRole('complementary', { name: 'Facts' })
  for (const text of [
    'TypeFull',
    'Expires2027-12-31 23:59:59',
    'Languagepl',
    'Web pagehttp://shop.example/',
    'Net price1200.00',
    'VAT22',
  ]) {
    await expect(facts).toContainText(text)
  }
  await expect(page.getByRole('table', { name: 'Events' }).getByRole('row')).toHaveCount(1 + 1 + 10)
  await expect(page.getByRole('table', { name: 'Deliveries' })).toContainText('OPERATOR_STATUS')
  expect(await page.content()).not.toContain('hunter2')

  // The page is looked at while the next events come.
  await send('EVENT=OPERATOR_STATUS&LICENCE=1520&OPERATOR_ID=jane%40example.com&STATUS=5')
  await send('EVENT=PRIVATE_CHAT_STATUS&LICENCE=1520&OPERATOR_ID=jane%40example.com&STATUS=stop&GROUP=17')
  await send('EVENT=OPERATOR_STATUS&LICENCE=1520&OPERATOR_ID=john%40example.com&STATUS=42')
  await expect(agentRow(page, 'Jane Nowak')).toContainText('Invisible', { timeout: 15_000 })
  await expect(agentRow(page, 'John Kowalski')).toContainText('42')
  await expect(page.getByText('No private chat is open.')).toBeVisible()

  // What was told leads to the event that told it.
  await agentRow(page, 'Jane Nowak').getByRole('link').click()
  await expect(page.getByRole('heading', { level: 1, name: 'OPERATOR_STATUS' })).toBeVisible()
  await page.getByRole('link', { name: '1520', exact: true }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Licence 1520' })).toBeVisible()
  expect(problems).toEqual([])
})

test('a test event from the console tells nothing of a licence', async ({ page }) => {
  const problems = await logIn(page, bellhop, '/mappings?licence=77')
  await page.getByRole('button', { name: 'Send test event OPERATOR_STATUS' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: 'Send test event' }).click()
  await expect(dialog.getByText('200')).toBeVisible()
  await visit(page, `${bellhop.url}/licences/77`)
  await expect(page.getByText('No event has told anything of this licence yet.')).toBeVisible()
  await expect(page.getByText('No agent is known')).toBeVisible()
  expect(problems).toEqual([])
})

for (const number of ['..', 'a/b%2F~?#', "Łódź & <b>'1'</b>"]) {
  test(`a licence called ${number} has a page as any other`, async ({ page }) => {
    await send(`EVENT=BUTTON_STATUS&LICENCE=${encodeURIComponent(number)}&STATUS=offline`)
    const problems = await logIn(page, bellhop, '/licences')
    await page
      .getByRole('table', { name: 'Licences' })
      .getByRole('link', { name: number, exact: true })
      .click()
    await expect(page.getByRole('heading', { level: 1, name: `Licence ${number}` })).toBeVisible()
    await reload(page)
    await expect(page.getByRole('heading', { level: 2 })).toHaveText(
      'No agent is known, the button is offline.',
    )
    expect(problems).toEqual([])
  })
}

test('a licence is registered by hand, found by a part of its number, and empty', async ({ page }) => {
  const problems = await logIn(page, bellhop, '/licences')
  await page.getByRole('button', { name: 'Register a licence' }).click()
  const form = page.getByRole('form', { name: 'Register a licence' })
  await form.getByRole('button', { name: 'Register' }).click()
  await expect(form.getByText('Write the number of the licence.')).toBeVisible()
  await form.getByLabel('Licence number').fill('by-hand-9')
  await form.getByRole('button', { name: 'Register' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Licence by-hand-9' })).toBeVisible()
  await expect(page.getByText('Nothing came yet.')).toBeVisible()

  await page.getByRole('link', { name: 'Licences', exact: true }).click()
  await page.getByRole('searchbox', { name: 'Search licences' }).fill('HAND')
  await page.getByRole('searchbox', { name: 'Search licences' }).press('Enter')
  const rows = page.getByRole('table', { name: 'Licences' }).getByRole('row')
  await expect(rows).toHaveCount(2)
  await expect(rows.last()).toContainText('nothing came yet')
  await visit(page, `${bellhop.url}/licences?search=nowhere-to-be-found`)
  await expect(page.getByText('No licence matches')).toBeVisible()
  expect(problems).toEqual([])
})

test('a licence that nobody knows is said to be none', async ({ page }) => {
  await logIn(page, bellhop, '/licences/unknown-1')
  await expect(page.getByRole('heading', { name: 'There is no such licence' })).toBeVisible()
})
