import { expect, type Page, test } from '@playwright/test'
import { codesOf, describeEventType, EVENT_TYPES, type KnownEventType } from '#lib/livechat/catalogue.ts'
import { chatText } from '#lib/livechat/chat-text.ts'
import { exampleEvent } from '#lib/livechat/example.ts'
import { encodeForm } from '#lib/livechat/form-bytes.ts'
import { MASK } from '#lib/livechat/mask.ts'
import type { ParameterDescription } from '#lib/livechat/parameter-types.ts'
import { firstValue, type Parameter } from '#lib/livechat/parameters.ts'
import { chatServer } from './support/chat-server.ts'
import { logIn } from './support/log-in.ts'
import { type Bellhop, startBellhop } from './support/processes.ts'
import { type Receiver, startReceiver } from './support/receiver.ts'
import { visit } from './support/visit.ts'

/** One event on its way: how it was called, and the id that the door answered. */
type Signalled = {
  id: string
  type: KnownEventType
  licence: string
  method: 'GET' | 'POST'
  parameters: Parameter[]
}

const FIRST_LICENCE = 4001

let bellhop: Bellhop
let receiver: Receiver
let server: ReturnType<typeof chatServer>
let page: Page

test.describe.configure({ mode: 'serial' })

test.beforeAll(async ({ browser }) => {
  receiver = await startReceiver()
  bellhop = await startBellhop()
  for (const type of EVENT_TYPES) bellhop.cli('mapping', 'set', type, `${receiver.url}/${type}.pl`)
  server = chatServer(JSON.parse(bellhop.cli('chat-server', 'add', 'rack 3', '--json')).url)
  page = await browser.newPage()
  await logIn(page, bellhop, '/deliveries')
})
test.afterAll(async () => {
  await page?.close()
  await server?.stop()
  await bellhop?.stop()
  await receiver?.stop()
})

/** What a person reads of a value: nothing of a secret, a conversation as it was said, the name of a code. */
function readable(type: KnownEventType, { name, type: kind }: ParameterDescription, value: string): string[] {
  if (name === 'PASSWORD') return [MASK]
  if (value === '') return ['empty']
  if (kind === 'encoded text') return chatText(value, 'utf-8').split('\n')
  const code = codesOf(kind)?.find((one) => one.value === value)
  if (code === undefined && codesOf(kind)) throw new Error(`${type} has ${value}, which is no ${kind}`)
  return code ? [value, code.name] : [value]
}

/** The one row of a list that shows the event. */
async function inList(path: string, { type, licence }: Signalled): Promise<void> {
  await visit(page, `${bellhop.url}/${path}?licence=${licence}`)
  await expect(page.getByRole('row').filter({ hasText: type })).toHaveCount(1)
}

async function onEventPage({ id, type, licence, parameters, method }: Signalled): Promise<void> {
  await visit(page, `${bellhop.url}/events/${id}`)
  await expect(page.getByRole('heading', { level: 1, name: type })).toBeVisible()
  await expect(page.getByText(`licence ${licence}`).first()).toBeVisible()
  await expect(page.getByLabel('Facts')).toContainText(method)
  const table = page.getByRole('table', { name: 'Parameters' })
  await expect(table.getByRole('row')).toHaveCount(parameters.length)
  for (const [index, described] of (describeEventType(type)?.parameters ?? []).entries()) {
    const row = table.getByRole('row').nth(index)
    await expect(row.getByRole('rowheader')).toContainText(described.name)
    await expect(row).toContainText(described.description)
    const value = firstValue(parameters, described.name) ?? ''
    for (const text of readable(type, described, value)) await expect(row).toContainText(text)
  }
}

async function onEventTypePage({ type }: Signalled): Promise<void> {
  await visit(page, `${bellhop.url}/event-types?type=${type}`)
  await expect(page.getByRole('heading', { level: 1, name: type })).toBeVisible()
  for (const { name } of describeEventType(type)?.parameters ?? []) {
    await expect(page.getByRole('rowheader', { name: new RegExp(`^${name}( |$)`) }).first()).toBeVisible()
  }
}

async function onLicencePage({ type, licence }: Signalled): Promise<void> {
  await visit(page, `${bellhop.url}/licences/${licence}`)
  await expect(page.getByRole('heading', { level: 1, name: `Licence ${licence}` })).toBeVisible()
  await expect(page.getByRole('table', { name: 'Events' }).getByText(type)).toBeVisible()
}

async function onChatPage({ type, licence, parameters }: Signalled): Promise<void> {
  const client = firstValue(parameters, 'CLIENT_ID')
  if (client === undefined) return
  await visit(page, `${bellhop.url}/chats/story?licence=${licence}&client=${client}`)
  await expect(
    page.getByRole('region', { name: 'What happened' }).getByRole('link', { name: type }),
  ).toBeVisible()
}

/** The pages that an event is to be found on. A further page is a further line. */
const PAGES: Readonly<Record<string, (signalled: Signalled) => Promise<void>>> = {
  deliveries: (signalled) => inList('deliveries', signalled),
  events: (signalled) => inList('events', signalled),
  event: onEventPage,
  'event type': onEventTypePage,
  licence: onLicencePage,
  chat: onChatPage,
}

/** The password as text, and as the form has it. */
function spellings(parameters: readonly Parameter[]): string[] {
  const password = firstValue(parameters, 'PASSWORD')
  if (password === undefined) return []
  return [password, encodeURIComponent(password), encodeURIComponent(password).replaceAll('%20', '+')]
}

for (const [index, type] of EVENT_TYPES.entries()) {
  const method = index % 2 === 0 ? 'POST' : 'GET'

  test(`${type} by ${method}: from the call to the receiver, to the log, to its pages`, async () => {
    const licence = String(FIRST_LICENCE + index)
    // A password of its own: the example's stands on the page of the event type.
    const isSecret = describeEventType(type)?.parameters.some(({ name }) => name === 'PASSWORD')
    const parameters = exampleEvent(type, licence, isSecret ? { PASSWORD: 'canary pa55 & w0rd' } : {})
    const bytes = new TextEncoder()
    const pairs = parameters.map(([name, value]) => [bytes.encode(name), bytes.encode(value)] as const)
    const form = Buffer.from(encodeForm(pairs)).toString('latin1')

    const answer = await server.call(form, method)
    expect(answer).toMatchObject({ status: 200, text: expect.stringMatching(/^OK [0-9a-f-]{36}$/) })
    const signalled: Signalled = { id: answer.text.slice(3), type, licence, method, parameters }

    await receiver.until(index + 1)
    const got = receiver.received[index]
    expect(got?.method).toBe(method)
    expect(got?.target).toBe(method === 'GET' ? `/${type}.pl?${form}` : `/${type}.pl`)
    expect(got?.body.toString('latin1')).toBe(method === 'GET' ? '' : form)

    for (const [name, isOn] of Object.entries(PAGES)) {
      await test.step(name, async () => {
        await isOn(signalled)
        const html = (await page.content()) + (await (await page.request.get(page.url())).text())
        for (const secret of spellings(parameters)) expect(html).not.toContain(secret)
      })
    }
  })
}
