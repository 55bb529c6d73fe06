import { expect, type Page, test } from '@playwright/test'
import { request } from 'undici'
import { chatServer } from './support/chat-server.ts'
import { alive, logIn } from './support/log-in.ts'
import { ADMIN, type Bellhop, startBellhop } from './support/processes.ts'
import { type Receiver, startReceiver } from './support/receiver.ts'
import { visit } from './support/visit.ts'

let bellhop: Bellhop
let receiver: Receiver
let ingestUrl = ''

test.beforeAll(async () => {
  receiver = await startReceiver()
  bellhop = await startBellhop()
  ingestUrl = JSON.parse(bellhop.cli('chat-server', 'add', 'rack 3', '--json')).url
  bellhop.cli('mapping', 'set', 'CHAT_STARTED', `${receiver.url}/events.pl`)
})
test.afterAll(async () => {
  await bellhop?.stop()
  await receiver?.stop()
})

let problems: string[] = []
test.beforeEach(async ({ page }) => {
  problems = await logIn(page, bellhop, '/events')
})
test.afterEach(() => expect(problems).toEqual([]))

/** Makes one call and gives the id under which it is kept. */
async function call(form: string, method: 'GET' | 'POST' = 'POST'): Promise<string> {
  const server = chatServer(ingestUrl)
  const { text } = await server.call(form, method)
  await server.stop()
  return text.split(' ').at(-1) ?? ''
}

const open = (page: Page, id: string) => visit(page, `${bellhop.url}/events/${id}`)
const bodiesWith = (part: string) =>
  receiver.received.map(({ body }) => body.toString('latin1')).filter((body) => body.includes(part))

test('odd events are listed, and each says what is odd about it', async ({ page }) => {
  const id = await call('EVENT=BUTTON_STATUS&LICENCE=11&STATUS=half&ROOM=%3Cb%3E&ROOM=2')
  await call('EVENT=BUTTON_STATUS&LICENCE=11&STATUS=online')
  await visit(page, `${bellhop.url}/events?licence=11`)
  await alive(page)
  await expect(page.getByRole('row').filter({ hasText: 'BUTTON_STATUS' })).toHaveCount(2)
  await page.getByRole('checkbox', { name: /^Odd/ }).click()
  await expect(page).toHaveURL(/odd=true/)
  const odd = page.getByRole('row').filter({ hasText: 'BUTTON_STATUS' })
  await expect(odd).toHaveCount(1)
  await expect(odd).toContainText('Value outside the list: STATUS')
  await odd.getByRole('link').first().click()
  await expect(page).toHaveURL(new RegExp(id))
  const section = page.getByRole('region', { name: 'What is odd about it' })
  await expect(section).toContainText('STATUS is half, which is not among its values.')
  await expect(section).toContainText('ROOM is no parameter of this event type.')
  await expect(section).toContainText('ROOM comes more than once.')
  await section.getByRole('link', { name: 'What BUTTON_STATUS carries' }).click()
  await expect(page.getByRole('table', { name: 'Findings' })).toContainText('STATUS is half')
})

test('a rejected call is corrected and delivered with its own bytes', async ({ page }) => {
  const form = 'event=EVENT_CHAT_STARTED&License=+1520+&CLIENT_ID=S1.a%zz&&OPERATOR_ID=\xb9'
  const id = await call(form)
  await open(page, id)
  await expect(page.getByText('Query is empty.')).toBeVisible()
  await expect(page.getByRole('combobox', { name: 'EVENT' })).toHaveValue('CHAT_STARTED')
  await expect(page.getByRole('combobox', { name: 'LICENCE' })).toHaveValue('1520')
  await expect(page.locator('pre').first()).toContainText(
    'EVENT=CHAT_STARTED&LICENCE=1520&event=EVENT_CHAT_STARTED',
  )
  await page.getByRole('button', { name: 'Correct and deliver' }).dblclick()
  await expect(page.getByText(`Corrected by ${ADMIN.email}`)).toContainText('It went to 1 endpoint.')
  await receiver.until(1, ({ body }) => body.toString('latin1').includes('S1.a'))
  expect(bodiesWith('S1.a')).toEqual([`EVENT=CHAT_STARTED&LICENCE=1520&${form}`])
  const [sent] = receiver.received.filter(({ body }) => body.toString('latin1').includes('S1.a'))
  expect(sent?.method).toBe('POST')
  expect(sent?.headers['content-type']).toBe('application/x-www-form-urlencoded')

  await page.getByText(`Corrected by ${ADMIN.email}`).getByRole('link').click()
  await expect(page.getByText('Corrected from the rejected call')).toContainText(ADMIN.email)
  await page.getByText('Corrected from the rejected call').getByRole('link').click()
  await expect(page).toHaveURL(new RegExp(id))
})

test('a body that is no form is kept, and EVENT and LICENCE go into the query', async ({ page }) => {
  const json = '{"event":"chat_started","licence":"1520","client":"json-1"}'
  const headers = { 'content-type': 'application/json' }
  const answer = await request(ingestUrl, { method: 'POST', headers, body: json })
  expect(answer.statusCode).toBe(400)
  await open(page, (await answer.body.text()).split(' ').at(-1) ?? '')
  await page.getByRole('button', { name: 'Correct and deliver' }).click()
  await receiver.until(1, ({ body }) => body.toString('latin1') === json)
  const [sent] = receiver.received.filter(({ body }) => body.toString('latin1') === json)
  expect(sent?.target).toBe('/events.pl?EVENT=CHAT_STARTED&LICENCE=1520')
})

test('an event that went nowhere is mapped and delivered from its page', async ({ page }) => {
  const form = 'EVENT=CHAT_RATED&LICENCE=12&STARS=5'
  await open(page, await call(form))
  await page.getByRole('combobox', { name: 'URL for CHAT_RATED' }).fill(`${receiver.url}/rate.pl`)
  await page.getByText('Only 12').click()
  await page.getByRole('button', { name: 'Map and deliver' }).click()
  await expect(page.getByText('and this event is on its way there.')).toBeVisible()
  await receiver.until(1, ({ target }) => target === '/rate.pl')
  expect(bodiesWith('CHAT_RATED')).toEqual([form])
  await expect(page.getByText('Succeeded').first()).toBeVisible()
  const mapped = JSON.parse(bellhop.cli('mapping', 'list', '--licence', '12', '--json'))
  expect(mapped.find(({ event }: { event: string }) => event === 'CHAT_RATED').urls).toEqual([
    `${receiver.url}/rate.pl`,
  ])
})

test('the others that went nowhere are offered after the mapping, and brought there in one step', async ({
  page,
}) => {
  const ids = []
  for (const n of [1, 2, 3]) ids.push(await call(`EVENT=QUEUE_FULL&LICENCE=1${n}&N=${n}`))
  await visit(page, `${bellhop.url}/events?event=QUEUE_FULL`)
  // The overview leads to the same place.
  const link = page.getByRole('link', { name: 'Map it: QUEUE_FULL' }).first()
  await expect(link).toHaveAttribute('href', `/events/${ids[2]}#map`)
  await link.click()
  const url = page.getByRole('combobox', { name: 'URL for QUEUE_FULL' })
  await url.fill('http://10.1.2.3/full.pl')
  await url.blur()
  await expect(
    page.getByText(/It would not be called\. 10\.1\.2\.3 is private.*DISPATCH_ALLOW=/),
  ).toBeVisible()
  await url.fill(`${receiver.url}/full.pl`)
  await page.getByRole('button', { name: 'Map and deliver' }).click()
  await receiver.until(1, ({ target }) => target === '/full.pl')
  const others = page.getByRole('region', { name: 'Others that went nowhere' })
  await expect(others).toContainText('2 more QUEUE_FULL went nowhere, and are mapped by now.')
  await others.getByRole('button', { name: 'Replay them…' }).click()
  const dialog = page.getByRole('dialog')
  await expect(dialog).toContainText('2 events never came to this endpoint')
  await dialog.getByRole('button', { name: 'Replay 2' }).click()
  await expect(page.getByRole('region', { name: 'State' })).toContainText(
    '2 events were brought to the endpoint.',
  )
  await receiver.until(3, ({ target }) => target === '/full.pl')
  expect(bodiesWith('QUEUE_FULL')).toHaveLength(3)
  await open(page, ids[2] ?? '')
  await expect(page.getByText('Accepted for 1 endpoint')).toBeVisible()
  await expect(others).toHaveCount(0)
})

test('a test event is sent with parameters as one wants them', async ({ page }) => {
  await page.getByRole('link', { name: 'Event types' }).click()
  await page.getByRole('link', { name: 'CHAT_STARTED', exact: true }).click()
  await expect(page.getByRole('list', { name: 'Values of STATUS' })).toContainText('TEXT_AVAILABLE')
  await page.getByRole('checkbox', { name: 'Send STATUS' }).uncheck()
  await page.getByLabel('Value of CLIENT_ID').fill('test-client')
  await page.getByRole('button', { name: 'Add a parameter' }).click()
  await page.getByLabel('Name of the added parameter').fill('SURPRISE')
  await page.getByLabel('Value of SURPRISE').fill('<b>&')
  const odd = page.getByRole('list', { name: 'What is odd about it' })
  await expect(odd).toContainText('STATUS is missing.')
  await expect(odd).toContainText('SURPRISE is no parameter of this event type.')
  await page.getByRole('button', { name: 'Send test event' }).click()
  await expect(page.getByRole('status').filter({ hasText: 'answered 200' })).toBeVisible()
  const [body] = bodiesWith('test-client')
  expect(body).toContain('CLIENT_ID=test-client')
  expect(body).toMatch(/&SURPRISE=%3Cb%3E%26$/)
  expect(body).not.toContain('&STATUS=')
})

test('hostile bytes stay text', async ({ page }) => {
  let dialogs = 0
  page.on('dialog', (dialog) => {
    dialogs += 1
    dialog.dismiss()
  })
  const image = '%3Cimg+src%3Dx+onerror%3Dalert(1)%3E'
  const rejected = await call(`event=${image}&${image}=%E2%80%AE&LICENCE=%00`)
  await open(page, rejected)
  await expect(page.getByRole('combobox', { name: 'EVENT' })).toHaveValue('<img src=x onerror=alert(1)>')
  await expect(page.getByText('\\u202E').first()).toBeVisible()
  const odd = await call(`EVENT=${image}&LICENCE=13&A=1&A=2`)
  await open(page, odd)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('<img src=x onerror=alert(1)>')
  await page.getByRole('link', { name: 'What else came of this type' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('<img src=x onerror=alert(1)>')
  await expect(page.getByRole('table', { name: 'Findings' })).toContainText('A comes more than once.')
  expect(dialogs).toBe(0)
})
