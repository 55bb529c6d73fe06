import { createHmac } from 'node:crypto'
import { expect, type Page, test } from '@playwright/test'
import { chatServer } from './support/chat-server.ts'
import { logIn } from './support/log-in.ts'
import { type Bellhop, startBellhop } from './support/processes.ts'
import { type Received, type Receiver, startReceiver } from './support/receiver.ts'
import { reload, visit } from './support/visit.ts'

let bellhop: Bellhop
let receiver: Receiver
let ingestUrl = ''

test.beforeAll(async () => {
  receiver = await startReceiver()
  bellhop = await startBellhop()
  ingestUrl = bellhop.cli('chat-server', 'add', 'rack 1').trim()
})
test.afterAll(async () => {
  await bellhop?.stop()
  await receiver?.stop()
})

async function call(form: string): Promise<void> {
  const server = chatServer(ingestUrl)
  expect((await server.call(form)).text).toMatch(/^OK /)
  await server.stop()
}

/** Maps an event type to a URL of the receiver and opens the page of that endpoint. */
async function openEndpoint(page: Page, eventType: string, path: string): Promise<string> {
  const url = `${receiver.url}${path}`
  bellhop.cli('mapping', 'set', eventType, url)
  const problems = await logIn(page, bellhop, '/deliveries')
  await visit(page, `${bellhop.url}/endpoints`)
  await page.getByRole('link', { name: url, exact: true }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(url)
  expect(problems).toEqual([])
  return url
}

const state = (page: Page) => page.getByRole('region', { name: 'State' })
const at = (path: string) => (request: Received) => request.target === path
const received = (path: string) => receiver.received.filter(at(path))

test('a policy is checked while it is typed, saved, and there again', async ({ page }) => {
  await openEndpoint(page, 'OPERATOR_STATUS', '/policy.pl')
  await page.getByRole('combobox', { name: 'Schedule' }).click()
  await page.getByRole('option', { name: 'Own pauses' }).click()
  await page.getByLabel('Pauses').fill('5s 1x')
  await expect(page.getByText('“1x” is no pause')).toBeVisible()
  await page.getByLabel('Pauses').fill('5s 1m 10m')
  await expect(page.getByText('4 attempts over 11 min 5 s, with pauses of 5 s, 1 min, 10 min.')).toBeVisible()
  await page.getByLabel('At once', { exact: true }).fill('4')
  await page.getByLabel('Requests of the rate').fill('100')
  await page.getByLabel('Seconds of the rate').fill('60')
  await page.getByRole('radiogroup', { name: 'In order by' }).getByText('Agent').click()
  await page.getByLabel('Status', { exact: true }).fill('2xx 30')
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(page.getByRole('alert').filter({ hasText: 'Not saved: “30” is no status' })).toBeVisible()
  await page.getByLabel('Status', { exact: true }).fill('2xx 302')
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(page.getByRole('group', { name: 'Done' }).filter({ hasText: 'is saved.' })).toContainText(
    'Retries: 5s 1m 10m. At once: 4. Rate: 100 in 60 s. In order by: Agent. Expected status: 2xx 302.',
  )
  await reload(page)
  await expect(page.getByLabel('Pauses')).toHaveValue('5s 1m 10m')
  await expect(page.getByLabel('Requests of the rate')).toHaveValue('100')
  await expect(page.getByLabel('Status', { exact: true })).toHaveValue('2xx 302')
})

test('what comes for a paused endpoint is held, says why, and goes out when it is resumed', async ({
  page,
}) => {
  const url = await openEndpoint(page, 'CLIENT_INVITED', '/paused.pl')
  await page.getByRole('button', { name: `Pause ${url}` }).click()
  await page.getByLabel('Reason').fill('The shop moves')
  await page
    .getByRole('form', { name: `Pause ${url}` })
    .getByRole('button', { name: 'Pause' })
    .click()
  await expect(state(page)).toContainText(/Paused by ola@bellhop\.example since .*: The shop moves\./)
  const endpointPage = page.url()

  await call('EVENT=CLIENT_INVITED&LICENCE=7&CLIENT_ID=c1')
  await visit(page, `${bellhop.url}/deliveries`)
  const row = page.getByRole('row').filter({ hasText: 'CLIENT_INVITED' }).first()
  await expect(row).toContainText('Held', { timeout: 20_000 })
  await row.getByRole('link').first().click()
  await expect(page.getByRole('heading', { level: 2 })).toContainText(
    'is paused by ola@bellhop.example: The shop moves. It goes out when the endpoint is resumed.',
  )
  expect(received('/paused.pl')).toEqual([])
  await page.getByRole('link', { name: 'Go to the endpoint' }).click()
  await expect(page).toHaveURL(endpointPage)

  await page.getByRole('button', { name: `Resume ${url}` }).click()
  await receiver.until(1, at('/paused.pl'))
  await visit(page, `${bellhop.url}/deliveries`)
  await expect(row).toContainText('Succeeded', { timeout: 20_000 })
})

test('a held delivery can be cancelled', async ({ page }) => {
  const url = await openEndpoint(page, 'BUTTON_STATUS', '/cancelled.pl')
  await page.getByRole('button', { name: `Pause ${url}` }).click()
  await page
    .getByRole('form', { name: `Pause ${url}` })
    .getByRole('button', { name: 'Pause' })
    .click()
  await expect(state(page)).toContainText('Paused by ola@bellhop.example')
  await call('EVENT=BUTTON_STATUS&LICENCE=7&STATUS=online')
  await visit(page, `${bellhop.url}/deliveries`)
  await page.getByRole('row').filter({ hasText: 'BUTTON_STATUS' }).getByRole('link').first().click()
  await page.getByRole('button', { name: 'Cancel delivery' }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Cancel it' }).click()
  await expect(page.getByRole('heading', { level: 2 })).toHaveText(
    'Cancelled by ola@bellhop.example: no further attempt is made.',
  )
  expect(received('/cancelled.pl')).toEqual([])
})

/** Whether one of the signatures of a request was made with this key. Source: Standard Webhooks. */
function isSignedWith(key: string, { headers, body }: Received): boolean {
  const secret = Buffer.from(key.replace('whsec_', ''), 'base64')
  const signed = `${headers['webhook-id']}.${headers['webhook-timestamp']}.`
  const expected = createHmac('sha256', secret).update(signed).update(body).digest('base64')
  return String(headers['webhook-signature']).split(' ').includes(`v1,${expected}`)
}

test('a signing key is shown once; after a change both sign, and headers and credentials go along', async ({
  page,
}) => {
  await openEndpoint(page, 'CHAT_STARTED', '/signed.pl')
  const send = async (count: number): Promise<Received> => {
    await call('EVENT=CHAT_STARTED&LICENCE=7&CLIENT_ID=c1')
    await receiver.until(count, at('/signed.pl'))
    const got = received('/signed.pl').at(-1)
    if (!got) throw new Error('nothing came')
    return got
  }
  const key = page.getByLabel('Signing key', { exact: true })

  await page.getByRole('button', { name: 'Make a key' }).click()
  await expect(key).toHaveValue(/^whsec_/)
  const first = await key.inputValue()
  expect(isSignedWith(first, await send(1))).toBe(true)

  await page.getByRole('button', { name: 'Change for a new key' }).click()
  await expect(key).not.toHaveValue(first)
  const second = await key.inputValue()
  await expect(page.getByText('The one before, valid until')).toBeVisible()

  await page.getByRole('button', { name: 'Add header' }).click()
  await page.getByLabel('Header name').fill('X-Api-Key')
  await page.getByLabel('Value of X-Api-Key').fill('canary7f3a')
  await page.getByRole('button', { name: 'Save headers' }).click()
  await expect(page.getByRole('status').filter({ hasText: 'Saved.' })).toBeVisible()
  await page.getByRole('radiogroup', { name: 'Credentials' }).getByText('Bearer token').click()
  await page.getByLabel('Token', { exact: true }).fill('canary8b2c')
  await page.getByRole('button', { name: 'Save credentials' }).click()
  await expect(page.getByText('In force: a token')).toBeVisible()

  const got = await send(2)
  expect([first, second].map((one) => isSignedWith(one, got))).toEqual([true, true])
  expect(got.headers).toMatchObject({ 'x-api-key': 'canary7f3a', authorization: 'Bearer canary8b2c' })

  await reload(page)
  const html = await page.content()
  for (const secret of [first, second, 'canary7f3a', 'canary8b2c']) expect(html).not.toContain(secret)
  await visit(page, `${bellhop.url}/deliveries/${got.headers['webhook-id']}`)
  await page.getByRole('tab', { name: 'Request' }).click()
  await expect(page.getByRole('tabpanel')).toContainText('x-api-key')
  expect(await page.content()).not.toMatch(/canary/)

  await page.goBack()
  await page.getByRole('button', { name: 'End signing' }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'End signing' }).click()
  await expect(page.getByText('Requests are not signed.')).toBeVisible()
})
