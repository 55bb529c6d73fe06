import { expect, type Page, test } from '@playwright/test'
import { chatServer } from './support/chat-server.ts'
import { alive, logIn } from './support/log-in.ts'
import { type Bellhop, startBellhop } from './support/processes.ts'
import { type Receiver, startReceiver } from './support/receiver.ts'
import { reload } from './support/visit.ts'

let bellhop: Bellhop
let receiver: Receiver
let delivery = { id: '', eventId: '' }

test.beforeAll(async () => {
  receiver = await startReceiver()
  bellhop = await startBellhop()
  bellhop.cli('mapping', 'set', 'CHAT_STARTED', `${receiver.url}/chats.pl?token=s3cret`)
  const server = chatServer(bellhop.cli('chat-server', 'add', 'rack 1').trim())
  const form = 'EVENT=CHAT_STARTED&LICENCE=1520&OPERATOR_ID=jane%40example.com&CLIENT_ID=S77.ab&STATUS=0'
  expect((await server.call(form)).status).toBe(200)
  await server.stop()
  delivery = JSON.parse(bellhop.cli('deliveries', 'list', '--json'))[0]
})
test.afterAll(async () => {
  await bellhop?.stop()
  await receiver?.stop()
})

const field = (page: Page) => page.getByRole('combobox', { name: 'Jump to' })
const option = (page: Page, name: string | RegExp) => page.getByRole('option', { name })

/** Writes in the palette and presses Enter at once, as somebody does who knows what comes first. */
async function jump(page: Page, text: string): Promise<void> {
  await page.keyboard.press('Control+k')
  await field(page).fill(text)
  await field(page).press('Enter')
}

test('with the keyboard alone the palette leads to places, licences, ids and endpoints', async ({ page }) => {
  const problems = await logIn(page, bellhop, '/events')
  await jump(page, 'mapp')
  await expect(page).toHaveURL(`${bellhop.url}/mappings`)
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused()
  await jump(page, '1520')
  await expect(page).toHaveURL(`${bellhop.url}/licences/1520`)
  await expect(page).toHaveTitle('Licence 1520 · Bellhop')
  await jump(page, delivery.id)
  await expect(page).toHaveURL(`${bellhop.url}/deliveries/${delivery.id}`)
  await jump(page, delivery.eventId.slice(0, 23))
  await expect(page).toHaveURL(`${bellhop.url}/events/${delivery.eventId}`)
  await jump(page, 'S77.ab')
  await expect(page).toHaveURL(`${bellhop.url}/chats/story?licence=1520&client=S77.ab`)
  await jump(page, 'add a chat')
  await expect(page.getByRole('textbox', { name: 'Name' })).toBeFocused()

  await page.keyboard.press('Control+k')
  await field(page).fill('127.0.0.1')
  await expect(option(page, 'chats.pl')).toHaveText(`${receiver.url}/chats.pl?token=••••`)
  await option(page, 'chats.pl').click()
  await expect(page).toHaveURL(/\/endpoints\/[0-9a-f-]+$/)
  expect(problems).toEqual([])
})

test('what has no name is searched for in the log, and arrows choose where', async ({ page }) => {
  await logIn(page, bellhop, '/events')
  await page.getByRole('button', { name: 'Jump to' }).click()
  await field(page).fill('jane@example.com')
  await expect(page.getByText('Nothing has this in its name.')).toBeVisible()
  await expect(option(page, 'Deliveries with')).toHaveAttribute('aria-selected', 'true')
  await field(page).press('ArrowDown')
  await field(page).press('ArrowDown')
  await expect(option(page, 'Chats with')).toHaveAttribute('aria-selected', 'true')
  await field(page).press('Enter')
  await expect(page).toHaveURL(`${bellhop.url}/chats?search=jane@example.com`)
  await expect(page.getByRole('table', { name: 'Chats' }).getByRole('link')).toHaveCount(1)
})

test('the palette says that the server does not answer, and goes on with what it knows', async ({ page }) => {
  await logIn(page, bellhop, '/events')
  await page.route('**/*', (route) =>
    route.request().method() === 'POST' ? route.abort() : route.fallback(),
  )
  await page.keyboard.press('Control+k')
  await field(page).fill('licen')
  await expect(page.getByRole('alert').filter({ hasText: 'The server did not answer' })).toBeVisible()
  await expect(option(page, 'Licences')).toBeVisible()
  await page.unroute('**/*')
  await field(page).fill('152')
  await expect(option(page, 'Licence 1520')).toBeVisible()
  await field(page).press('Escape')
  await expect(field(page)).toBeHidden()
})

test('a theme that was chosen is there on the next load, and nothing on it complains', async ({ page }) => {
  await page.emulateMedia({ colorScheme: 'light' })
  const problems = await logIn(page, bellhop, '/events')
  await page.getByRole('button', { name: 'Use the dark theme' }).click()
  await reload(page)
  await alive(page)
  await expect(page.getByRole('button', { name: 'Use the light theme' })).toBeVisible()
  await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', 'dark')
  expect(problems).toEqual([])
})

test('single keys go places, but not while somebody types, and can be switched off', async ({ page }) => {
  await logIn(page, bellhop, '/events')
  await page.keyboard.press('g')
  await page.keyboard.press('l')
  await expect(page).toHaveURL(`${bellhop.url}/licences`)
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused()

  const search = page.getByRole('searchbox', { name: 'Search licences' })
  await search.focus()
  await page.keyboard.type('gd?')
  await expect(search).toHaveValue('gd?')
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await search.blur()

  await page.keyboard.press('?')
  const dialog = page.getByRole('dialog', { name: 'Keys' })
  await expect(dialog.getByRole('term').filter({ hasText: 'g then d' })).toBeVisible()
  await dialog.getByRole('switch', { name: 'Single keys' }).press('Space')
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
  await reload(page)
  await page.keyboard.press('?')
  await page.keyboard.press('g')
  await page.keyboard.press('d')
  await expect(page).toHaveURL(`${bellhop.url}/licences`)
  await expect(page.getByRole('dialog')).toHaveCount(0)

  await jump(page, 'show the keys')
  await expect(dialog.locator(':focus')).toHaveCount(1)
  await dialog.getByRole('switch', { name: 'Single keys' }).press('Space')
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
  await page.keyboard.press('g')
  await page.keyboard.press('d')
  await expect(page).toHaveURL(`${bellhop.url}/deliveries`)
})

test('the first Tab skips the navigation, and a delivery is printed whole', async ({ page }) => {
  await logIn(page, bellhop, `/deliveries/${delivery.id}`)
  await reload(page)
  await page.keyboard.press('Tab')
  await expect(page.getByRole('link', { name: 'Skip to the content' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('main')).toBeFocused()

  await expect(page).toHaveTitle(/^CHAT_STARTED to 127\.0\.0\.1:\d+ · Bellhop$/)
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' })
  await expect(page.getByText(`${bellhop.url}/deliveries/${delivery.id}`)).toBeVisible()
  await expect(page.getByText(/^Printed|Printed \d/).last()).toBeVisible()
  for (const name of ['Request of attempt 1', 'Response to attempt 1', 'Payload of the event'])
    await expect(page.getByRole('heading', { name })).toBeVisible()
  await expect(page.getByRole('navigation', { name: 'Console' })).toBeHidden()
  await expect(page.getByRole('button', { name: 'Resend' })).toBeHidden()
  await expect(page.locator('body')).toHaveCSS('background-color', 'rgb(255, 255, 255)')
  await expect(page.getByRole('heading', { level: 1 })).toHaveCSS('color', 'rgb(0, 0, 0)')
})
