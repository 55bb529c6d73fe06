import { expect, type Page } from '@playwright/test'
import { chatServer } from './chat-server.ts'
import { alive, logIn } from './log-in.ts'
import { type Bellhop, startBellhop } from './processes.ts'
import { type Receiver, startReceiver } from './receiver.ts'

const MANY_LINES = 100_000
export const HOSTILE = `<img src=x onerror="window.pwned=1"><script>window.pwned=1</script>\u202Egnp.exe\u0007 ${'x'.repeat(1_000_000)}`

/** A Bellhop with a few deliveries, four of which have failed, and a receiver that fails on. */
export type LogScene = {
  bellhop: Bellhop
  receiver: Receiver
  /** Of the receiver, with its port. */
  host: string
  call: (form: string) => Promise<void>
  stop: () => Promise<void>
}

export async function startLogScene(): Promise<LogScene> {
  const receiver = await startReceiver()
  receiver.answer(({ target }) => {
    if (target.startsWith('/down')) return { status: 503, body: 'upstream pool exhausted' }
    if (target.startsWith('/hostile')) return HOSTILE_ANSWER
    return { status: 200 }
  })
  const bellhop = await startBellhop()
  const server = chatServer(JSON.parse(bellhop.cli('chat-server', 'add', 'rack', '--json')).url)
  const call = async (form: string) => expect((await server.call(form)).status).toBe(200)
  const map = (type: string, path: string) => bellhop.cli('mapping', 'set', type, `${receiver.url}${path}`)
  map('CHAT_STARTED', '/ok.pl')
  for (const type of ['NEW_OPERATOR', 'CHAT_RATED']) {
    map(type, '/down.pl')
    bellhop.cli('endpoint', 'set', `${receiver.url}/down.pl`, '--retry', 'none')
  }
  map('BUTTON_STATUS', '/hostile.pl?q=%3Cimg%20src=x%20onerror=alert(1)%3E')
  await call('EVENT=CHAT_STARTED&LICENCE=1520&OPERATOR_ID=jane%40example.com&CLIENT_ID=S1290004380.e6b2')
  await call('EVENT=NEW_OPERATOR&LICENCE=1520&OPERATOR_ID=jane%40example.com&PASSWORD=hunter22')
  for (const stars of [1, 2, 3]) await call(`EVENT=CHAT_RATED&LICENCE=1520&STARS=${stars}`)
  const failed = () => JSON.parse(bellhop.cli('deliveries', 'list', '--status', 'failed', '--json')).length
  await expect.poll(failed, { timeout: 30_000 }).toBe(4)
  const scene = { bellhop, receiver, host: new URL(receiver.url).host, call }
  const stop = async () => {
    await server.stop()
    await scene.bellhop.stop()
    await receiver.stop()
  }
  // A test may put another Bellhop in the place of the first.
  return Object.assign(scene, { stop })
}

const HOSTILE_ANSWER = {
  status: 200,
  body: Buffer.concat([
    Buffer.from(`${HOSTILE.slice(0, 200)}\n`),
    Buffer.from([0xff, 0xfe, 0x80, 0x0a]),
    Buffer.from('line\n'.repeat(MANY_LINES)),
  ]),
  headers: { 'x-hostile': '<img src=x onerror=alert(1)>', 'content-type': 'text/html' },
}

export const LINE = '[data-search-line]'
export const line = (page: Page) => page.getByRole('combobox', { name: 'Search' })
export const sheet = (page: Page) => page.getByRole('dialog', { name: 'Delivery', exact: true })
export const rows = (page: Page) => page.getByRole('table', { name: 'Deliveries' }).locator('[data-row]')

/** Logs in to a log, and waits until it hears. */
export async function enter(page: Page, bellhop: Pick<Bellhop, 'url'>, path: string): Promise<string[]> {
  const problems = await logIn(page, bellhop, path)
  await alive(page, LINE)
  return problems
}

/** Writes a line and takes it. */
export async function search(page: Page, text: string): Promise<void> {
  await alive(page, LINE)
  await line(page).fill(text)
  await page.keyboard.press('Enter')
}
