import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import type AxeBuilder from '@axe-core/playwright'
import { type Browser, expect, type Page, test } from '@playwright/test'
import { axeOf } from './support/axe.ts'
import { logIn } from './support/log-in.ts'
import { type Bellhop, startBellhop } from './support/processes.ts'
import { visit } from './support/visit.ts'

const ROOT = join(import.meta.dirname, '..')
const NOBODY = '00000000-0000-7000-8000-000000000000'

let bellhop: Bellhop
let page: Page

test.beforeAll(async ({ browser }) => {
  bellhop = await startBellhop()
  execFileSync(process.execPath, [join(ROOT, 'prisma/seed.ts'), 'chats'], {
    cwd: ROOT,
    env: { ...process.env, ...bellhop.environment },
  })
  bellhop.cli('deliveries', 'resend', '--status', 'failed', '--yes')
  page = await quietPage(browser)
  await logIn(page, bellhop, '/deliveries')
})
test.afterAll(async () => {
  await page?.context().close()
  await bellhop?.stop()
})

/** Without motion: a colour on its way to another one is neither. */
async function quietPage(browser: Browser): Promise<Page> {
  const context = await browser.newContext({ reducedMotion: 'reduce', viewport: WIDE })
  return context.newPage()
}

const WIDE = { width: 1440, height: 900 }
const NARROW = { width: 390, height: 844 }

/** Another theme changes nothing but colours, which are the same at any width. */
const OF_COLOURS = ['color-contrast', 'link-in-text-block']

/** What any rule finds, wide and narrow, and in the dark. */
async function violations(of: Page): Promise<string[]> {
  const found: string[] = []
  const look = async (theme: 'light' | 'dark', axe: AxeBuilder) => {
    const width = of.viewportSize()?.width
    for (const { id, nodes } of (await axe.analyze()).violations)
      for (const { target, failureSummary } of nodes)
        found.push(`${width} ${theme}, ${id}: ${target.join(' ')}: ${failureSummary}`)
  }
  await of.setViewportSize(NARROW)
  await look('light', axeOf(of))
  await of.setViewportSize(WIDE)
  await look('light', axeOf(of))
  await of.emulateMedia({ colorScheme: 'dark' })
  await look('dark', axeOf(of).withRules(OF_COLOURS))
  await of.emulateMedia({ colorScheme: 'light' })
  return found
}

async function open(of: Page, path: string): Promise<void> {
  await visit(of, `${bellhop.url}${path}`)
  await expect(of.getByRole('heading', { level: 1 })).toBeVisible()
  await expect(of.getByRole('status', { name: 'The list is being read' })).toHaveCount(0)
}

/** Where the first link to such a page in a list leads to. */
async function first(list: string, path: string): Promise<string> {
  await open(page, list)
  const link = page.locator(`main a[href^="${path}"]:visible`).first()
  await expect(link).toBeVisible()
  return (await link.getAttribute('href')) ?? ''
}

async function besideTheLog(): Promise<string> {
  const path = await first('/deliveries?status=succeeded', '/deliveries/')
  return `/deliveries?status=succeeded&open=${path.split('/').at(-1)}`
}

const PAGES: [name: string, path: string | (() => Promise<string>)][] = [
  ['the deliveries', '/deliveries'],
  ['deliveries that nothing matches', '/deliveries?search=zebra'],
  ['a delivery beside the log', besideTheLog],
  ['a delivery that arrived', () => first('/deliveries?status=succeeded', '/deliveries/')],
  ['a delivery that waits', () => first('/deliveries?status=pending,held', '/deliveries/')],
  ['the events', '/events'],
  ['an event', () => first('/events?fate=delivered', '/events/')],
  ['a rejected call', () => first('/events?fate=rejected', '/events/')],
  ['the chats', '/chats'],
  ['a story', () => first('/chats', '/chats/story')],
  ['the runs', '/runs'],
  ['a run', () => first('/runs', '/runs/')],
  ['the mappings', '/mappings'],
  ['the mappings of a licence', '/mappings?licence=1520'],
  ['the history of mappings', '/mappings?history=true'],
  ['the event types', '/event-types'],
  ['an event type', '/event-types?type=CHAT_STARTED'],
  ['the endpoints', '/endpoints'],
  ['an endpoint', () => first('/endpoints', '/endpoints/')],
  ['the licences', '/licences'],
  ['a licence', '/licences/1520'],
  ['the chat servers', '/chat-servers'],
  ['import and export', '/config'],
  ['no such delivery', `/deliveries/${NOBODY}`],
  ['no such event', `/events/${NOBODY}`],
  ['no such run', `/runs/${NOBODY}`],
  ['no such endpoint', `/endpoints/${NOBODY}`],
  ['no such licence', '/licences/none'],
  ['no such page', '/nowhere'],
]

for (const [name, path] of PAGES) {
  test(`axe finds nothing on the page of ${name}, which has a title of its own`, async () => {
    await open(page, typeof path === 'string' ? path : await path())
    await expect(page).toHaveTitle(/. · Bellhop$/)
    expect(await violations(page)).toEqual([])
  })
}

test('axe finds nothing in the palette and the list of keys', async () => {
  await open(page, '/licences')
  await page.keyboard.press('Control+k')
  await page.getByRole('combobox', { name: 'Jump to' }).fill('152')
  await expect(page.getByRole('option', { name: 'Licence 1520' })).toBeVisible()
  expect(await violations(page)).toEqual([])
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await page.keyboard.press('?')
  await expect(page.getByRole('dialog', { name: 'Keys' })).toBeVisible()
  expect(await violations(page)).toEqual([])
})

test('axe finds nothing on the log-in', async ({ browser }) => {
  const stranger = await quietPage(browser)
  await open(stranger, '/login')
  expect(await violations(stranger)).toEqual([])
  await stranger.context().close()
})
