import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, type Page, test } from '@playwright/test'
import { chatServer, twelveEvents } from './support/chat-server.ts'
import { logIn, logInByForm } from './support/log-in.ts'
import { type Bellhop, startBellhop } from './support/processes.ts'
import { type Receiver, startReceiver } from './support/receiver.ts'
import { reload, visit } from './support/visit.ts'

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

/** The seed's sample file with its host replaced by a receiver on this machine. */
function sampleFile(): Buffer {
  const text = readFileSync(join(import.meta.dirname, 'fixtures/seed.cfg'), 'latin1')
  return Buffer.from(text.replaceAll('http://labs.livechatinc.com', receiver.url), 'latin1')
}

async function importSample(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Import / export' }).click()
  await page
    .locator('input[type=file]')
    .first()
    .setInputFiles({ name: 'lc_serv.cfg', mimeType: 'text/plain', buffer: sampleFile() })
  await page.getByRole('button', { name: /^Confirm 4 changes/ }).click()
  await expect(page.getByText(/Revision 1/)).toBeVisible()
}

async function addChatServer(page: Page): Promise<string> {
  await page.getByRole('link', { name: 'Chat servers' }).click()
  await page.getByLabel('Name').fill('rack 3')
  await page.getByRole('button', { name: 'Add' }).click()
  const url = await page.getByRole('textbox', { name: 'Ingest URL' }).inputValue()
  await reload(page)
  await expect(page.getByText('rack 3')).toBeVisible()
  await expect(page.getByRole('textbox', { name: 'Ingest URL' })).toHaveCount(0)
  return url
}

async function exportedFile(page: Page): Promise<string> {
  await page.getByRole('link', { name: 'Import / export' }).click()
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Download lc_serv.cfg' }).click(),
  ])
  return readFileSync(await download.path(), 'latin1')
}

test('from the file to the first delivery, a failure, its mending and its resend', async ({ page }) => {
  const problems: string[] = []
  page.on('pageerror', (error) => problems.push(String(error)))
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(message.text())
  })
  const calls = twelveEvents('1520')
  const isStatus = (body: string) => body.startsWith('EVENT=OPERATOR_STATUS')
  receiver.answer(({ target, body }) => {
    const fails = target === '/events.pl' && isStatus(body.toString('latin1'))
    return fails ? { status: 500, body: 'Can’t locate object method "status"' } : { status: 200 }
  })

  await logInByForm(page, bellhop, '/deliveries')
  await expect(page.getByRole('heading', { name: 'Three steps to the first event' })).toBeVisible()
  await importSample(page)
  // After the third attempt the next one is minutes away: no retry comes between mending and resend.
  bellhop.cli('endpoint', 'set', `${receiver.url}/events.pl`, '--retry', '1s 1s 10m')
  const ingestUrl = await addChatServer(page)

  const server = chatServer(ingestUrl)
  for (const { form } of calls) expect((await server.call(form)).text).toMatch(/^OK /)
  await server.stop()

  // Byte for byte at the receiver: the four event types that the file maps.
  const mapped = ['NEW_LICENCE', 'OPERATOR_TRANSFER', 'OPERATOR_STATUS', 'BUTTON_STATUS']
  await receiver.until(mapped.length)
  const sent = calls.filter(({ type }) => mapped.includes(type)).map(({ form }) => form)
  const first = receiver.received.filter((request) => request.headers['bellhop-attempt'] === '1')
  expect(first.map((request) => request.body.toString('latin1')).sort()).toEqual(sent.sort())
  expect(first.every((request) => request.method === 'POST')).toBe(true)

  // All twelve in the log, eight of them mapped to nothing.
  await page.getByRole('link', { name: 'Events' }).click()
  await expect(page.getByRole('row').filter({ hasText: 'rack 3' })).toHaveCount(12)
  await expect(page.getByRole('row').filter({ hasText: 'Goes nowhere' })).toHaveCount(8)
  await page.getByRole('row').filter({ hasText: 'VISITOR_LEFT_CHAT' }).getByRole('link').first().click()
  await expect(page.getByText('My order 7781 has not arrived & I am worried.')).toBeVisible()

  // The failing one: its attempt, its answer.
  await page.getByRole('link', { name: 'Deliveries', exact: true }).click()
  await expect(page.getByRole('row').filter({ hasText: 'Succeeded' })).toHaveCount(3)
  const failing = page.getByRole('row').filter({ hasText: 'OPERATOR_STATUS' })
  await expect(failing).toContainText('500')
  await visit(page, `${bellhop.url}${await failing.getByRole('link').getAttribute('href')}`)
  await expect(page.getByRole('heading', { level: 2 })).toContainText('answered 500 to attempt 3')
  await expect(page.getByText('Can’t locate object method "status"')).toBeVisible()
  await page.getByRole('tab', { name: 'Request' }).click()
  await expect(page.getByText('webhook-id').first()).toBeVisible()
  const deliveryUrl = page.url()

  // Mend the URL, resend, see it succeed.
  await page.getByRole('link', { name: 'Endpoints', exact: true }).click()
  await page.getByRole('link', { name: `${receiver.url}/events.pl`, exact: true }).click()
  await page.getByLabel('URL', { exact: true }).fill(`${receiver.url}/events2.pl`)
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(
    page.getByRole('group', { name: 'Done' }).filter({ hasText: `is now ${receiver.url}/events2.pl` }),
  ).toBeVisible()
  await visit(page, deliveryUrl)
  await page.getByRole('button', { name: 'Resend' }).click()
  await expect(page.getByText(/Succeeded: answered 200/)).toBeVisible()
  await expect(page.getByRole('heading', { level: 2 })).toContainText('answered 200 to')
  const resent = receiver.received.filter(({ target }) => target === '/events2.pl')
  expect(resent.map((request) => request.body.toString('latin1'))).toEqual(sent.filter(isStatus))
  expect(new URL(deliveryUrl).pathname).toBe(`/deliveries/${resent[0]?.headers['webhook-id']}`)

  // The exported file is the imported one with the mended lines.
  const expected = sampleFile().toString('latin1').replaceAll('/events.pl', '/events2.pl')
  expect(await exportedFile(page)).toBe(expected)
  expect(problems).toEqual([])
})

test('a test event from the console goes the same way', async ({ page }) => {
  receiver.answer(() => ({ status: 200 }))
  bellhop.cli('mapping', 'set', 'BUTTON_STATUS', `${receiver.url}/events.pl`)
  await logIn(page, bellhop, '/deliveries')
  await page.getByRole('link', { name: 'Mappings', exact: true }).click()
  const before = receiver.received.length
  await page.getByRole('button', { name: 'Send test event BUTTON_STATUS' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: 'Send test event' }).click()
  await receiver.until(before + 1)
  expect(receiver.received.at(-1)?.body.toString()).toContain('EVENT=BUTTON_STATUS&LICENCE=')
  await expect(dialog.getByText('200')).toBeVisible()
})

test('a file with a bad line is refused with its number, and nothing is applied', async ({ page }) => {
  await logIn(page, bellhop, '/deliveries')
  await page.getByRole('link', { name: 'Import / export' }).click()
  const file = Buffer.from('EVENT_CHAT_STARTED http://10.0.0.1/a.pl\nEVENT_BUTTON_STATUS ftp://10.0.0.1/b\n')
  await page
    .locator('input[type=file]')
    .first()
    .setInputFiles({ name: 'lc_serv.cfg', mimeType: 'text/plain', buffer: file })
  await expect(
    page
      .getByText(/http/)
      .filter({ hasText: /https?/ })
      .first(),
  ).toBeVisible()
  await expect(page.getByRole('button', { name: /^Confirm \d+ changes?$/ })).toHaveCount(0)
  const listed = JSON.parse(bellhop.cli('mapping', 'list', '--json'))
  expect(listed.find(({ event }: { event: string }) => event === 'CHAT_STARTED').urls).toBeNull()
})

test('hostile bytes are kept and shown as text', async ({ page }) => {
  const server = chatServer(JSON.parse(bellhop.cli('chat-server', 'add', 'odd', '--json')).url)
  const form = 'EVENT=ODD&LICENCE=7&A=%ZZ&=%3Cimg+src%3Dx+onerror%3Dalert(1)%3E&B=%00%E2%80%AE%FF\xe8&B=2'
  const answer = await server.call(form)
  expect(answer.status).toBe(200)
  await server.stop()
  let dialogs = 0
  page.on('dialog', (dialog) => {
    dialogs += 1
    dialog.dismiss()
  })
  await logIn(page, bellhop, '/deliveries')
  await visit(page, `${bellhop.url}/events/${answer.text.slice(3)}`)
  await expect(page.getByText('<img src=x onerror=alert(1)>').first()).toBeVisible()
  await expect(page.getByText('\\u202E').first()).toBeVisible()
  await expect(page.locator('pre')).toContainText('A=%ZZ')
  expect(dialogs).toBe(0)
})

test('nothing behind the log-in is shown without one', async ({ page, request }) => {
  for (const path of ['deliveries', 'events', 'mappings', 'endpoints', 'chat-servers', 'config']) {
    await visit(page, `${bellhop.url}/${path}`)
    await expect(page).toHaveURL(/\/login/)
    await expect(page.getByText('Forgot your password?')).toContainText('npx bellhop admin password')
  }
  expect((await request.get(`${bellhop.url}/config/export`, { maxRedirects: 0 })).status()).not.toBe(200)
  expect((await request.get(`${bellhop.url}/api/health`)).ok()).toBe(true)
  expect((await request.get(`${bellhop.url}/rpc/unknown?EVENT=X&LICENCE=1`)).status()).toBe(404)
})
