import { expect, type Page, test } from '@playwright/test'
import { chatServer } from './support/chat-server.ts'
import { logIn } from './support/log-in.ts'
import { type Bellhop, startBellhop } from './support/processes.ts'
import { type Receiver, startReceiver } from './support/receiver.ts'
import { visit } from './support/visit.ts'

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

const at = (path: string) => receiver.received.filter(({ target }) => target === path)
const dialog = (page: Page) => page.getByRole('dialog')
const state = (page: Page) => page.getByRole('region', { name: 'State' })

async function call(count: number, form: (n: number) => string): Promise<void> {
  const server = chatServer(ingestUrl)
  for (let n = 0; n < count; n += 1) expect((await server.call(form(n))).text).toMatch(/^OK /)
  await server.stop()
}

/** Deliveries that failed for good: their endpoint has no retries and answers 500. */
async function failed(eventType: string, path: string, count: number): Promise<string> {
  const url = `${receiver.url}${path}`
  bellhop.cli('mapping', 'set', eventType, url)
  bellhop.cli('endpoint', 'set', url, '--retry', 'none')
  receiver.answer(({ target }) => ({ status: target === path ? 500 : 200 }))
  await call(count, (n) => `EVENT=${eventType}&LICENCE=${1520 + (n % 2)}&N=${n}`)
  const list = () =>
    JSON.parse(bellhop.cli('deliveries', 'list', '--event', eventType, '--status', 'failed', '--json'))
  await expect.poll(() => list().length, { timeout: 30_000 }).toBe(count)
  receiver.answer(() => ({ status: 200 }))
  return url
}

test('all that match are sent again: the plan, the run as it goes on, and what came of it', async ({
  page,
}) => {
  await failed('OPERATOR_STATUS', '/many.pl', 9)
  const problems = await logIn(page, bellhop, '/deliveries?event=OPERATOR_STATUS')
  await page.getByRole('button', { name: 'Resend all that match…' }).click()
  await expect(dialog(page)).toContainText('9 deliveries match')
  await expect(dialog(page).getByRole('checkbox', { name: /9\s*Failed/ })).toBeChecked()
  await expect(dialog(page).getByRole('region', { name: 'Where they go' })).toContainText('/many.pl')
  await dialog(page).getByLabel('At most a second').fill('0')
  await expect(dialog(page).getByRole('button', { name: 'Resend 9' })).toBeDisabled()
  await dialog(page).getByLabel('At most a second').fill('100')
  await dialog(page).getByRole('button', { name: 'Resend 9' }).click()
  await expect(page).toHaveURL(/\/runs\/[0-9a-f-]{36}$/)
  await expect(state(page)).toContainText('9 deliveries were sent again.')
  await expect(state(page)).toContainText('Done')
  await expect(page.getByRole('table', { name: 'Deliveries of this run' }).getByRole('row')).toHaveCount(
    9 + 2,
  )
  await expect(page.getByRole('cell', { name: 'Queued', exact: true }).first()).toBeVisible()
  expect(at('/many.pl')).toHaveLength(18)
  await page.getByRole('link', { name: 'All bulk runs' }).click()
  await expect(page.getByRole('table', { name: 'Bulk runs' })).toContainText('failed · OPERATOR_STATUS')
  expect(problems).toEqual([])
})

test('rows that are chosen by hand are sent again, by keyboard', async ({ page }) => {
  await failed('CHAT_STARTED', '/chosen.pl', 4)
  const problems = await logIn(page, bellhop, '/deliveries?event=CHAT_STARTED')
  const boxes = page.getByRole('table').getByRole('checkbox', { name: 'Choose', exact: true })
  await expect(boxes).toHaveCount(4)
  await boxes.nth(0).focus()
  await page.keyboard.press('Space')
  await boxes.nth(2).press('Space')
  await expect(page.getByText('2 chosen')).toBeVisible()
  await page.getByRole('button', { name: 'Resend 2 deliveries…' }).press('Enter')
  await dialog(page).getByRole('button', { name: 'Resend 2' }).press('Enter')
  await expect(state(page)).toContainText('2 deliveries were sent again.')
  await expect(page.getByText('2 deliveries chosen by hand')).toBeVisible()
  expect(at('/chosen.pl')).toHaveLength(6)
  expect(problems).toEqual([])
})

test('a run can be cancelled: what was not sent is what it was', async ({ page }) => {
  const url = await failed('BUTTON_STATUS', '/slow.pl', 8)
  bellhop.cli('endpoint', 'pause', url)
  await logIn(page, bellhop, '/endpoints')
  await page.getByRole('link', { name: url, exact: true }).click()
  await page.getByRole('button', { name: 'Resend what failed…' }).click()
  await expect(dialog(page)).toContainText('takes nothing at present: they are held')
  await dialog(page).getByRole('button', { name: 'Resend 8' }).click()
  await expect(page.getByRole('button', { name: 'Take back 8 deliveries' })).toBeVisible()
  await page.getByRole('button', { name: 'Take back 8 deliveries' }).click()
  await expect(state(page)).toContainText('8 deliveries taken back before they were sent.')
  await expect(state(page)).toContainText(/Cancelled by ola@bellhop\.example/)
  await expect(page.getByText('Taken back before it was sent').first()).toBeVisible()
  expect(at('/slow.pl')).toHaveLength(8)
})

test('what is held is left out of a plan, which says what it waits for and lets it go on', async ({
  page,
}) => {
  const url = await failed('CHAT_RATED', '/held.pl', 2)
  bellhop.cli('endpoint', 'pause', url, '--reason', 'moving house')
  await call(3, (n) => `EVENT=CHAT_RATED&LICENCE=77&N=${n}`)
  const list = `/deliveries?endpoint=${encodeURIComponent('/held.pl')}`
  const problems = await logIn(page, bellhop, list)
  await page.getByRole('button', { name: 'Resend all that match…' }).click()
  const held = dialog(page).getByRole('region', { name: 'Held' })
  await expect(held).toContainText('3 are held and left out: they wait for their endpoint')
  await expect(held).toContainText('moving house')
  await dialog(page).getByRole('button', { name: 'Resend 2' }).click()
  await expect(state(page)).toContainText('0 of 2 deliveries were sent again. 2 wait for their endpoint.')
  await expect(state(page).getByRole('list', { name: 'Held by' })).toContainText(`2 held by ${url}`)

  await visit(page, `${bellhop.url}${list}&status=held`)
  await page.getByRole('button', { name: 'Resend all that match…' }).click()
  await expect(held).toContainText('All of them are held')
  await expect(held.getByRole('link', { name: url })).toHaveAttribute('href', /^\/endpoints\//)
  await expect(dialog(page).getByRole('button', { name: /^Resend/ })).toHaveCount(0)
  await held.getByRole('button', { name: `Resume ${url}` }).click()
  await expect(dialog(page)).toHaveCount(0)
  await expect.poll(() => at('/held.pl').length, { timeout: 30_000 }).toBe(2 + 5)
  expect(problems).toEqual([])
})

test('an endpoint that was mapped later is given what it never got, once', async ({ page }) => {
  await call(5, (n) => `EVENT=CLIENT_INVITED&LICENCE=1520&N=${n}`)
  const url = `${receiver.url}/late.pl`
  bellhop.cli('mapping', 'set', 'CLIENT_INVITED', url)
  await logIn(page, bellhop, '/endpoints')
  await page.getByRole('link', { name: url, exact: true }).click()
  await page.getByRole('button', { name: 'Replay missing…' }).click()
  await expect(dialog(page)).toContainText('5 events never came to this endpoint')
  await dialog(page).getByRole('button', { name: 'Replay 5' }).click()
  await expect(state(page)).toContainText('5 events were brought to the endpoint.')
  await expect.poll(() => at('/late.pl').length).toBe(5)
  await page.goBack()
  await page.getByRole('button', { name: 'Replay missing…' }).click()
  await expect(dialog(page)).toContainText('Nothing is missing')
})
