import { expect, type Page, test } from '@playwright/test'
import { chatServer } from './support/chat-server.ts'
import { logIn } from './support/log-in.ts'
import { type Bellhop, startBellhop } from './support/processes.ts'
import { type Received, type Receiver, startReceiver } from './support/receiver.ts'
import { visit } from './support/visit.ts'

let bellhop: Bellhop
let receiver: Receiver
let ingestUrl = ''

test.beforeAll(async () => {
  receiver = await startReceiver()
  bellhop = await startBellhop()
  ingestUrl = bellhop.cli('chat-server', 'add', 'rack 1', '--charset', 'windows-1250').trim()
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

const preview = (page: Page) => page.getByRole('region', { name: 'Preview of the request' })

async function edit(page: Page, url: string): Promise<void> {
  await visit(page, `${bellhop.url}/endpoints`)
  await page.getByRole('link', { name: url, exact: true }).click()
  await expect(preview(page)).toBeVisible()
}

async function save(page: Page, url: string): Promise<void> {
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(
    page.getByRole('group', { name: 'Done' }).filter({ hasText: `${url} is saved.` }),
  ).toBeVisible()
}

/** The row of an endpoint in the list. */
async function listed(page: Page, path: string) {
  await visit(page, `${bellhop.url}/endpoints`)
  return page.getByRole('row').filter({ hasText: path })
}

/** The request as the preview writes it, without what each delivery has of its own. */
function asPreviewed({ method, target, headers, body }: Received): string {
  const order = ['host', 'connection', 'content-type', 'accept', 'accept-encoding', 'user-agent']
  const own = { 'webhook-id': '(id of the delivery)', 'webhook-timestamp': 'TIME' }
  const all: Record<string, unknown> = { ...headers, ...own }
  const lines = [...order, ...Object.keys(own), 'bellhop-attempt', 'content-length']
    .filter((name) => all[name] !== undefined)
    .map((name) => `${name}: ${all[name]}`)
  return [`${method} ${target} HTTP/1.1`, ...lines, '', body.toString('utf8')].join('\n')
}

async function previewed(page: Page): Promise<string> {
  const texts = await preview(page).locator('pre').allInnerTexts()
  const [head = '', body = ''] = texts
  return `${head.replace(/webhook-timestamp: \d+/, 'webhook-timestamp: TIME')}\n\n${body}`
}

const form = 'EVENT=NEW_OPERATOR&LICENCE=7&PASSWORD=canary7f3a&LAST_NAME=%B9b&LAST_NAME=2&1=x'
const MODES = [
  { mode: 'GET', method: 'GET', target: `/e.pl?s=1&${form}`, body: '', shown: 'Request body is empty.' },
  {
    mode: 'POST form',
    method: 'POST',
    target: '/e.pl?s=1',
    body: form,
    shown: form.replace('canary7f3a', '****'),
  },
  {
    mode: 'POST JSON',
    method: 'POST',
    target: '/e.pl?s=1',
    body: '{"EVENT":"NEW_OPERATOR","LICENCE":"7","PASSWORD":"canary7f3a","LAST_NAME":["ąb","2"],"1":"x"}',
    shown: '{"EVENT":"NEW_OPERATOR","LICENCE":"7","PASSWORD":"****","LAST_NAME":["ąb","2"],"1":"x"}',
  },
]

test('each mode goes from the call to the receiver to the Request tab', async ({ page }) => {
  const problems: string[] = []
  page.on('pageerror', (error) => problems.push(String(error)))
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(message.text())
  })
  const url = `${receiver.url}/e.pl?s=1`
  bellhop.cli('mapping', 'set', 'NEW_OPERATOR', url)
  await logIn(page, bellhop, '/endpoints')
  for (const { mode, method, target, body, shown } of MODES) {
    await edit(page, url)
    await page.getByRole('radiogroup', { name: 'Mode' }).getByText(mode, { exact: true }).click()
    await save(page, url)
    await expect(await listed(page, '/e.pl')).toContainText(mode)
    const before = receiver.received.length
    await call(form)
    await receiver.until(before + 1)
    const got = receiver.received.at(-1)
    expect(got).toMatchObject({ method, target })
    expect(got?.body.toString('utf8')).toBe(body)
    await visit(page, `${bellhop.url}/deliveries/${got?.headers['webhook-id']}`)
    await page.getByRole('tab', { name: 'Request' }).click()
    const tab = page.getByRole('tabpanel')
    if (mode === 'POST JSON') await tab.getByText('Raw', { exact: true }).click()
    await expect(tab).toContainText(shown)
    await expect(tab).toContainText(target.replace('canary7f3a', '****'))
    expect(await page.content()).not.toContain('canary7f3a')
  }
  expect(problems).toEqual([])
})

test('the preview is what the receiver then gets', async ({ page }) => {
  const url = `${receiver.url}/preview.pl`
  bellhop.cli('mapping', 'set', 'VISITOR_LEFT_CHAT', url, '--licence', '1520')
  await logIn(page, bellhop, '/endpoints')
  for (const mode of ['As received', 'GET', 'POST form', 'POST JSON']) {
    await edit(page, url)
    await page.getByRole('radiogroup', { name: 'Mode' }).getByText(mode, { exact: true }).click()
    const expected = await previewed(page)
    if (mode !== 'As received') await save(page, url)
    const before = receiver.received.length
    await visit(page, `${bellhop.url}/mappings?licence=1520`)
    await page.getByRole('button', { name: 'Send test event VISITOR_LEFT_CHAT' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Send test event' }).click()
    await receiver.until(before + 1)
    const got = receiver.received.at(-1)
    if (!got) throw new Error('nothing came')
    expect(asPreviewed(got).trimEnd()).toBe(expected.trimEnd())
  }
})

test('a connect-to is previewed, used and told', async ({ page }) => {
  const url = 'http://shop.example/e.pl'
  const here = `127.0.0.1:${receiver.port}`
  bellhop.cli('mapping', 'set', 'BUTTON_STATUS', url)
  await logIn(page, bellhop, '/endpoints')
  await edit(page, url)
  await page.getByLabel('Connect to').fill('10.0.0.1:0')
  await expect(preview(page)).toContainText('The port is a number from 1 to 65535')
  await page.getByLabel('Connect to').fill(here)
  await expect(preview(page)).toContainText(
    `Connects to ${here} instead of shop.example, as the endpoint says`,
  )
  await expect(preview(page)).toContainText('host: shop.example')
  await save(page, url)
  const before = receiver.received.length
  await call('EVENT=BUTTON_STATUS&LICENCE=7&STATUS=online')
  await receiver.until(before + 1)
  const got = receiver.received.at(-1)
  expect(got?.headers.host).toBe('shop.example')
  await visit(page, `${bellhop.url}/deliveries/${got?.headers['webhook-id']}`)
  await page.getByRole('tab', { name: 'Request' }).click()
  await expect(page.getByRole('tabpanel')).toContainText(
    `connected to ${here} instead of shop.example, as the endpoint says`,
  )
})

test('the second of two who edit an endpoint is told what differs', async ({ page, context }) => {
  const url = `${receiver.url}/both.pl`
  bellhop.cli('mapping', 'set', 'CLIENT_INVITED', url)
  await logIn(page, bellhop, '/endpoints')
  await edit(page, url)
  const other = await context.newPage()
  await edit(other, url)
  await other.getByLabel('Connect to').fill('127.0.0.9:81')
  await save(other, url)
  await page.getByRole('radiogroup', { name: 'Mode' }).getByText('GET', { exact: true }).click()
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  const notice = page.getByRole('alert').filter({ hasText: 'Compare before you save' })
  await expect(notice).toContainText(/Mode\s*In force now As received\s*Yours GET/)
  await expect(notice).toContainText(/Connect to\s*In force now 127\.0\.0\.9:81\s*Yours where the URL says/)
  await notice.getByRole('button', { name: 'Start from theirs' }).click()
  await expect(page.getByLabel('Connect to')).toHaveValue('127.0.0.9:81')
  await page.getByRole('radiogroup', { name: 'Mode' }).getByText('GET', { exact: true }).click()
  await save(page, url)
  await expect(await listed(page, '/both.pl')).toContainText('GET, connects to 127.0.0.9:81')
})

test('the list has those first that need a person, is narrowed in the URL, and leads to why', async ({
  page,
}) => {
  bellhop.cli('mapping', 'set', 'LICENCE_INFO', `${receiver.url}/a-well.pl`)
  bellhop.cli('mapping', 'set', 'OPERATOR_STATUS', `${receiver.url}/z-gone.pl`)
  receiver.answer(({ target }) => ({ status: target === '/z-gone.pl' ? 410 : 200 }))
  await call('EVENT=LICENCE_INFO&LICENCE=7')
  await call('EVENT=OPERATOR_STATUS&LICENCE=7&STATUS=1')
  await receiver.until(1, ({ target }) => target === '/z-gone.pl')
  const problems = await logIn(page, bellhop, '/endpoints')
  const rows = page.getByRole('table', { name: 'Endpoints' }).getByRole('row')
  await expect(rows.nth(1)).toContainText('/z-gone.pl')
  await expect(rows.nth(1)).toContainText('Paused by Bellhop')
  await page.getByRole('combobox', { name: 'State' }).click()
  await page.getByRole('option', { name: 'Paused' }).click()
  await expect(page).toHaveURL(/[?]state=paused$/)
  await expect(rows).toHaveCount(2)
  await page.getByRole('searchbox', { name: 'Search endpoints' }).fill('a-well')
  await page.keyboard.press('Enter')
  await expect(page.getByText('No endpoint matches')).toBeVisible()
  await page.getByRole('button', { name: 'Clear', exact: true }).click()
  await expect(rows.filter({ hasText: '/a-well.pl' })).toContainText('100 %')
  await rows
    .nth(1)
    .getByRole('link', { name: /z-gone/ })
    .click()

  const reasons = page.getByRole('region', { name: 'Why deliveries have not succeeded' })
  await expect(reasons).toContainText('The receiver answered 410 Gone.')
  await page.getByRole('radiogroup', { name: 'How far back' }).getByText('7 d').click()
  await expect(page).toHaveURL(/[?]range=7d$/)
  await expect(
    page.getByRole('img', { name: '0 of 1 attempts succeeded, 1 failed, at most 1 in one bar' }),
  ).toBeVisible()
  const givenUp = reasons.getByRole('link', { name: 'Show them: given up, Answered 410' })
  await expect(givenUp).toHaveAttribute('href', /since=7d/)
  await givenUp.click()
  await expect(page).toHaveURL(/status=failed&.*since=7d/)
  await expect(page.getByRole('row').filter({ hasText: 'OPERATOR_STATUS' })).toHaveCount(1)
  expect(problems).toEqual([])
})
