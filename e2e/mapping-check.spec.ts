import { expect, type Page, test } from '@playwright/test'
import { logIn } from './support/log-in.ts'
import { type Bellhop, startBellhop } from './support/processes.ts'
import { type Receiver, startReceiver } from './support/receiver.ts'

let bellhop: Bellhop
let receiver: Receiver

test.beforeAll(async () => {
  receiver = await startReceiver()
  bellhop = await startBellhop()
})
test.afterAll(async () => {
  await bellhop?.stop()
  await receiver?.stop()
})

const editor = (page: Page) => page.getByRole('form', { name: 'Mapping of NEW_OPERATOR', exact: true })
const field = (page: Page) => editor(page).getByRole('textbox', { name: 'URL for NEW_OPERATOR' })
const open = (page: Page) => page.getByRole('button', { name: /^Edit the mapping of NEW_OPERATOR:/ }).click()

test('a URL is checked when its field is left, and saved whatever the check says', async ({ page }) => {
  const problems = await logIn(page, bellhop, '/mappings')
  await open(page)
  await field(page).fill('http://10.0.0.5/hook.pl')
  await page.keyboard.press('Tab')
  await expect(editor(page)).toContainText(
    'It would not be called. 10.0.0.5 is private. Set DISPATCH_ALLOW=127.0.0.0/8,10.0.0.5/32 on the server and restart.',
  )
  await expect(editor(page)).toContainText('PASSWORD travels in the clear')
  await field(page).fill('http://10.0.0.6/hook.pl')
  await expect(editor(page)).not.toContainText('It would not be called')
  await editor(page).getByRole('button', { name: 'Save' }).click()
  await expect(page.getByRole('group', { name: 'Done' })).toContainText('10.0.0.6')
  expect(problems).toEqual([])
})

test('a test request shows what the script answers, and leaves nothing in the log', async ({ page }) => {
  const url = `${receiver.url}/used.pl`
  bellhop.cli('mapping', 'set', 'CHAT_STARTED', url)
  receiver.answer(() => ({ status: 200, body: 'OK <b>operator added</b>' }))
  const problems = await logIn(page, bellhop, '/mappings')
  await open(page)
  await field(page).fill(url)
  await editor(page).getByRole('button', { name: 'Check' }).click()
  await expect(editor(page)).toContainText('Leads to 127.0.0.1, which may be called')
  await expect(editor(page)).toContainText('1 other mapping has this URL')
  await editor(page).getByRole('button', { name: 'Send a test request' }).click()
  await expect(editor(page)).toContainText(`127.0.0.1:${receiver.port} answered 200 in`)
  await expect(editor(page)).toContainText('OK <b>operator added</b>')
  expect(receiver.received).toHaveLength(1)
  expect(receiver.received[0]?.body.toString()).toContain('EVENT=NEW_OPERATOR&LICENCE=1&')

  receiver.answer(() => ({ status: 503, body: 'the database is away' }))
  await editor(page).getByRole('button', { name: 'Send a test request' }).click()
  await expect(editor(page)).toContainText('The receiver answered 503 Service Unavailable.')
  await expect(editor(page)).toContainText('the database is away')
  expect(JSON.parse(bellhop.cli('deliveries', 'list', '--json'))).toEqual([])
  expect(JSON.parse(bellhop.cli('events', 'list', '--json'))).toEqual([])
  expect(problems).toEqual([])
})
