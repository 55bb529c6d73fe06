import { expect, type Page, test } from '@playwright/test'
import { chatServer } from './support/chat-server.ts'
import { logIn } from './support/log-in.ts'
import { type Bellhop, startBellhop } from './support/processes.ts'
import { type Receiver, startReceiver } from './support/receiver.ts'

let bellhop: Bellhop
let receiver: Receiver
let server: ReturnType<typeof chatServer>

test.beforeAll(async () => {
  receiver = await startReceiver()
  receiver.answer(({ target }) => ({ status: target === '/transfer.pl' ? 410 : 200 }))
  bellhop = await startBellhop()
  const map = (type: string, script: string) =>
    bellhop.cli('mapping', 'set', type, `${receiver.url}/${script}.pl`)
  map('CHAT_STARTED', 'events')
  map('OPERATOR_TRANSFER', 'transfer')
  map('OPERATOR_STOPED_CHAT', 'events')
  const made = bellhop.cli('chat-server', 'add', 'rack 3', '--charset', 'windows-1250', '--json')
  server = chatServer(JSON.parse(made).url)
})
test.afterAll(async () => {
  await server?.stop()
  await bellhop?.stop()
  await receiver?.stop()
})

const JANE = 'OPERATOR_ID=jane%40example.com'
const JOHN = 'OPERATOR_ID=john%40example.com'
const CLIENT = 'CLIENT_ID=S1290004380.e6b2'

async function send(...forms: string[]): Promise<void> {
  for (const form of forms) expect((await server.call(`LICENCE=1520&${form}`)).status).toBe(200)
}

const story = (page: Page) => page.getByRole('region', { name: 'What happened' })
const conversation = (page: Page) => page.getByRole('region', { name: 'Conversation' })

test('a chat is told while it lasts and after its end, with deliveries and the conversation', async ({
  page,
}) => {
  await send(
    `EVENT=CLIENT_INVITED&${JANE}&${CLIENT}`,
    `EVENT=CHAT_STARTED&${JANE}&${CLIENT}&INVITING_OP=jane%40example.com&STATUS=0`,
  )
  const problems = await logIn(page, bellhop, '/chats')
  const row = page
    .getByRole('table', { name: 'Chats' })
    .getByRole('row')
    .filter({ hasText: 'S1290004380.e6b2' })
  await expect(row).toContainText('Open')
  await row.getByRole('link').click()
  await expect(page.getByRole('heading', { level: 2 })).toContainText('A visitor is in a chat with jane.')
  await expect(conversation(page)).toContainText('None has come with one')

  // The page follows: the rest comes while it is looked at. "Zażółć" in windows-1250, then escapes that are broken.
  const said = encodeURIComponent('Visitor: Za%BF%F3%B3%E6 100%, a %zz b\nJohn: <b>Bye</b>')
  await send(
    `EVENT=OPERATOR_STATUS&${JOHN}&STATUS=0`,
    `EVENT=OPERATOR_TRANSFER&${JANE}&NEW_OPERATOR_ID=john%40example.com&${CLIENT}&STATUS=0`,
    `EVENT=PRIVATE_CHAT_STATUS&${JOHN}&STATUS=start&GROUP=4407`,
    `EVENT=OPERATOR_STOPED_CHAT&${JOHN}&${CLIENT}&GROUP=4407&CHAT=${said}`,
  )
  await expect(page.getByRole('heading', { level: 2 })).toContainText('in a chat with jane, then john for')
  const steps = [
    'jane@example.com invited the visitor',
    'The visitor began a chat with jane@example.com, invited by jane@example.com',
    'john@example.com became ONLINE',
    'jane@example.com handed over to john@example.com',
    'john@example.com opened a private chat, group 4407',
    'john@example.com ended the chat; the conversation came',
  ]
  await expect(story(page).locator('ol > li')).toHaveCount(steps.length)
  for (const [at, text] of steps.entries())
    await expect(story(page).locator('ol > li').nth(at)).toContainText(text)
  await page.getByRole('checkbox', { name: 'Agents’ states meanwhile' }).uncheck()
  await expect(story(page)).not.toContainText('became ONLINE')

  await expect(conversation(page)).toContainText('Zażółć 100%, a %zz b')
  await expect(conversation(page)).toContainText('<b>Bye</b>')
  await conversation(page).getByText('Script', { exact: true }).click()
  await expect(conversation(page).getByRole('term').filter({ hasText: 'Visitor' })).toBeVisible()
  await conversation(page).getByText('Raw', { exact: true }).click()
  await expect(conversation(page)).toContainText('Za%BF%F3%B3%E6')
  await expect(page).toHaveURL(/view=raw/)

  // The one delivery that its script refused for good goes again with one click.
  const transfer = story(page).locator('ol > li').filter({ hasText: 'handed over' })
  await expect(transfer).toContainText('Failed')
  receiver.answer(() => ({ status: 200 }))
  // It said that it was gone for good: nothing goes there until a person says otherwise.
  bellhop.cli('endpoint', 'resume', `${receiver.url}/transfer.pl`)
  await page.getByRole('button', { name: 'Resend the one that failed' }).click()
  await expect(page.getByText('1 sent again.')).toBeVisible()
  await expect(transfer).toContainText('Succeeded')
  await transfer.getByRole('link', { name: 'transfer.pl' }).click()
  await expect(page.getByRole('heading', { level: 2 })).toContainText('answered 200')
  await page.getByRole('link', { name: 'Show the chat' }).click()
  await expect(story(page)).toContainText('handed over')
  expect(problems).toEqual([])
})

test('chats are found by an agent, and a visitor who comes back has several', async ({ page }) => {
  const other = 'CLIENT_ID=back%26again'
  for (const agent of [JANE, JOHN]) {
    await send(
      `EVENT=CHAT_STARTED&${agent}&${other}&STATUS=0`,
      `EVENT=VISITOR_LEFT_CHAT&${agent}&${other}&GROUP=7&CHAT=`,
    )
  }
  await send('EVENT=CHAT_STARTED&OPERATOR_ID=rare%40agent.example&CLIENT_ID=S9&STATUS=0')
  await logIn(page, bellhop, '/chats')
  await page.getByPlaceholder(/Search an agent/).fill('rare@agent.example')
  await page.getByPlaceholder(/Search an agent/).press('Enter')
  await expect(page.getByRole('table', { name: 'Chats' }).getByRole('link')).toHaveCount(1)
  await page.getByRole('button', { name: 'Clear', exact: true }).click()
  await page.getByRole('row').filter({ hasText: 'back&again' }).getByRole('link').click()
  await expect(page.getByText('This visitor came 2 times.')).toBeVisible()
  await expect(page.getByRole('heading', { level: 2 })).toHaveCount(2)
})

test('a client that the log does not know is said to be unknown', async ({ page }) => {
  await logIn(page, bellhop, '/chats/story?licence=1520&client=nobody')
  await expect(page.getByText('No event of this client')).toBeVisible()
})
