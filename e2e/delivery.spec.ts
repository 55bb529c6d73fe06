import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, type Locator, type Page, test } from '@playwright/test'
import { axeOf } from './support/axe.ts'
import { chatServer } from './support/chat-server.ts'
import { alive, logIn } from './support/log-in.ts'
import { type Bellhop, startBellhop } from './support/processes.ts'
import { type Receiver, startReceiver } from './support/receiver.ts'
import { savedFile } from './support/saved-file.ts'
import { reload, visit } from './support/visit.ts'

let bellhop: Bellhop
let receiver: Receiver
let server: ReturnType<typeof chatServer>

const JSON_ANSWER = '{"order":12345678901234567890,"note":"\\u202e"}'
const BINARY = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x00, 0xff])
const ANSWERS: Record<string, { type: string; body: string | Buffer }> = {
  '/json': { type: 'application/json', body: JSON_ANSWER },
  '/xml': { type: 'text/xml', body: '<a><b onclick="x">1</b><script>window.pwned=1</script></a>' },
  '/broken': { type: 'application/xml', body: '<a><b></a>' },
  '/binary': { type: 'image/png', body: BINARY },
}

test.setTimeout(60_000)

test.beforeAll(async () => {
  receiver = await startReceiver()
  receiver.answer(({ target }) => {
    const answer = ANSWERS[target]
    if (answer) return { status: 200, body: answer.body, headers: { 'content-type': answer.type } }
    return { status: target.startsWith('/down') ? 503 : 200 }
  })
  bellhop = await startBellhop()
  server = chatServer(JSON.parse(bellhop.cli('chat-server', 'add', 'rack', '--json')).url)
  const file = join(bellhop.dataDir, 'lc_serv.cfg')
  await writeFile(
    file,
    Object.entries(MAPPED)
      .map(([type, path]) => `EVENT_${type} ${receiver.url}${path}\n`)
      .join(''),
  )
  bellhop.cli('config', 'import', file, '--yes')
  bellhop.cli('endpoint', 'set', `${receiver.url}/down`, '--retry', 'none')
})
test.afterAll(async () => {
  await server?.stop()
  await bellhop?.stop()
  await receiver?.stop()
})

const MAPPED = {
  CHAT_RATED: '/down',
  CHAT_STARTED: '/json',
  CHAT_CLOSED: '/xml',
  BUTTON_STATUS: '/broken',
  NEW_OPERATOR: '/binary',
  CLIENT_INVITED: '/ok',
}

/** Sends an event and waits until its script has been called. @returns the delivery's id. */
async function delivered(type: keyof typeof MAPPED, form = ''): Promise<string> {
  const calls = () => receiver.received.filter(({ target }) => target === MAPPED[type])
  const before = calls().length
  expect((await server.call(`EVENT=${type}&LICENCE=1520${form}`)).status).toBe(200)
  await receiver.until(before + 1, ({ target }) => target === MAPPED[type])
  return String(calls().at(-1)?.headers['webhook-id'])
}

async function open(page: Page, id: string): Promise<void> {
  await visit(page, `${bellhop.url}/deliveries/${id}`)
  await alive(page)
}

const deeds = (page: Page) => page.getByRole('region', { name: 'What people did' })

async function tab(page: Page | Locator, name: RegExp): Promise<void> {
  await page.getByRole('tab', { name }).click()
  await expect(page.getByRole('tab', { name })).toHaveAttribute('aria-selected', 'true')
}

const saved = (page: Page, button: string) =>
  savedFile(page, () => page.getByRole('link', { name: button }).click())

test('what people did with a delivery, and which mapping made it', async ({ page }) => {
  const id = await delivered('CHAT_RATED', '&STARS=1')
  const problems = await logIn(page, bellhop, `/deliveries/${id}`)
  await expect(deeds(page)).toHaveCount(0)
  await page.getByRole('button', { name: 'Resend', exact: true }).click()
  await expect(deeds(page).getByRole('listitem')).toHaveText([/ola@bellhop\.example resent it$/])
  await expect(deeds(page).locator('time')).toHaveAttribute('title', /\d\d:\d\d:\d\d\.\d{3} UTC/)
  bellhop.cli('deliveries', 'resend', '--status', 'failed', '--yes')
  await expect(async () => {
    await reload(page)
    await expect(deeds(page).getByRole('listitem')).toHaveText(
      [/ola@bellhop\.example resent it$/, /command line resent it with others by a bulk run$/],
      { timeout: 1000 },
    )
  }).toPass()
  await tab(page, /^Payload/)
  await expect(page.getByRole('region', { name: 'What is odd about it' })).toContainText('none of the twelve')
  const facts = page.getByRole('complementary', { name: 'Facts' })
  await expect(facts).not.toContainText('changed since')
  bellhop.cli('mapping', 'set', 'CHAT_RATED', `${receiver.url}/ok`)
  await reload(page)
  await expect(facts).toContainText('The mapping has changed since')
  const [, revision] = /the defaults, r(\d+)/.exec((await facts.textContent()) ?? '') ?? []
  await facts.getByRole('link', { name: /^the defaults, r/ }).click()
  await expect(page.getByRole('region', { name: `Revision ${revision}`, exact: true })).toContainText(
    'Roll back to',
  )
  await page.goBack()
  await alive(page)
  await deeds(page).getByRole('link', { name: 'a bulk run' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Bulk resend')
  expect(problems).toEqual([])
})

test('bodies are laid out by their type, copied raw and saved byte for byte', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  const json = await delivered('CHAT_STARTED', '&NOTE=a%20b&NOTE=%C5%82')
  const problems = await logIn(page, bellhop, `/deliveries/${json}`)
  const shown = page.getByRole('tabpanel')
  await expect(shown.locator('pre')).toHaveText(
    '{\n  "order": 12345678901234567890,\n  "note": "\\u202e"\n}',
    { useInnerText: true },
  )
  await shown.getByText('Raw', { exact: true }).click()
  await expect(shown.locator('pre')).toHaveText(JSON_ANSWER)
  await shown.getByRole('button', { name: 'Copy response body raw' }).click()
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe(JSON_ANSWER)
  const response = await saved(page, 'Download response body')
  expect(response.name).toBe(`delivery-${json}-response-1.txt`)
  expect(response.bytes.toString()).toBe(JSON_ANSWER)

  await tab(page, /^Request/)
  await shown.getByText('Pretty', { exact: true }).click()
  await expect(shown.getByRole('table', { name: 'Request body, decoded' }).getByRole('row')).toHaveText([
    'EVENTCHAT_STARTED',
    'LICENCE1520',
    'NOTEa b',
    'NOTEł',
  ])
  const request = await saved(page, 'Download request body')
  expect(request.bytes).toEqual(receiver.received.find(({ target }) => target === '/json')?.body)

  await open(page, await delivered('CHAT_CLOSED'))
  await expect(shown.locator('pre')).toHaveText(
    '<a>\n  <b onclick="x">1</b>\n  <script>window.pwned=1</script>\n</a>',
    { useInnerText: true },
  )
  expect(await page.evaluate(() => 'pwned' in window)).toBe(false)

  await open(page, await delivered('BUTTON_STATUS'))
  await expect(shown).toContainText('broken or too deep XML, so it is shown raw')
  await expect(shown.locator('pre')).toHaveText('<a><b></a>')

  const secret = await delivered('NEW_OPERATOR', '&PASSWORD=hunter22')
  await open(page, secret)
  await shown.getByRole('button', { name: 'Copy response body raw' }).click()
  await expect(shown.getByRole('status')).toHaveText(
    'Not copied: these bytes are no text in utf-8. Download them.',
  )
  const binary = await saved(page, 'Download response body')
  expect(binary.name).toBe(`delivery-${secret}-response-1.bin`)
  expect(binary.bytes).toEqual(BINARY)
  await tab(page, /^Payload/)
  const masked = await saved(page, 'Download body')
  expect(masked.name).toBe(`delivery-${secret}-body-masked.txt`)
  expect(masked.bytes.toString()).toBe('EVENT=NEW_OPERATOR&LICENCE=1520&PASSWORD=****')

  const href = `${bellhop.url}/api/deliveries/${secret}/bytes/response?number=1`
  const answer = await page.request.get(href)
  expect(answer.headers()).toMatchObject({
    'content-type': 'application/octet-stream',
    'content-disposition': expect.stringMatching(/^attachment; /),
    'x-content-type-options': 'nosniff',
    'cache-control': 'no-store',
  })
  expect((await fetch(href)).status).toBe(401)
  expect(problems).toEqual([])
})

/** Milliseconds that nothing else of the page could be done in at a time; the machine of the tests is slow. */
const LONGEST_TASK = 2000
const MOST_ELEMENTS = 4000
const MOST_CHARACTERS = 400_000

/** What of it is in the page, and how long the page was deaf at most since the last look. */
async function weight(page: Page): Promise<{ elements: number; characters: number; longest: number }> {
  return page.evaluate(async () => {
    // Two frames: the one that draws, and the one after it.
    for (let n = 0; n < 2; n += 1) await new Promise(requestAnimationFrame)
    const tasks = (window as unknown as { tasks: number[] }).tasks
    const longest = Math.max(0, ...tasks.splice(0))
    let characters = 0
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    while (texts.nextNode())
      if (texts.currentNode.parentElement?.tagName !== 'SCRIPT')
        characters += texts.currentNode.nodeValue?.length ?? 0
    return { elements: document.querySelectorAll('body *').length, characters, longest }
  })
}

test('a million lines, and a line of a million characters: page and sheet stay quick', async ({ page }) => {
  await page.addInitScript(() => {
    const tasks: number[] = []
    Object.assign(window, { tasks })
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) tasks.push(duration)
    }).observe({ type: 'longtask', buffered: true })
  })
  const odd = `${'%E2%80%AE'.repeat(1000)}${'%07'.repeat(1000)}${'%FF%FE'.repeat(1000)}`
  const form = `&LINES=${'%0A'.repeat(1_000_000)}&LINE=${'x'.repeat(1_000_000)}&ODD=${odd}`
  const id = await delivered('CLIENT_INVITED', form)
  const problems = await logIn(page, bellhop, `/deliveries/${id}`)
  const light = async () => {
    const { elements, characters, longest } = await weight(page)
    expect(elements).toBeLessThan(MOST_ELEMENTS)
    expect(characters).toBeLessThan(MOST_CHARACTERS)
    expect(longest).toBeLessThan(LONGEST_TASK)
    console.log(`${elements} elements, ${characters} characters, longest task ${longest.toFixed(0)} ms`)
  }
  const all = async (where: Page | Locator) => {
    for (const name of [/^Request/, /^Payload/]) {
      await tab(where, name)
      await light()
    }
    const panel = where.getByRole('tabpanel')
    await expect(panel.getByRole('row', { name: /^ODD/ })).toContainText('\\u202E')
    await panel.getByRole('button', { name: 'Show 999,701 more characters' }).click()
    await light()
    const parts = panel.getByRole('navigation', { name: 'Parts of value of lines' })
    await parts.getByRole('button', { name: 'To the next part' }).click()
    await expect(panel.getByText('Bytes 20,001 to 40,000 of 1,000,000')).toBeVisible()
    await light()
    await parts.getByRole('button', { name: 'Part 50' }).click()
    await expect(panel.getByText('Bytes 980,001 to 1,000,000 of 1,000,000')).toBeVisible()
    // The body, percent-encoded, in the same way.
    const body = panel.getByRole('navigation', { name: 'Parts of body' })
    await body.getByRole('button', { name: 'To the next part' }).click()
    await expect(panel.getByText(/^Bytes 65,537 to 131,072 of/)).toBeVisible()
    await panel.getByLabel('Show Body as').getByText('Hex').click()
    await light()
  }
  await all(page)
  await visit(page, `${bellhop.url}/deliveries?event=CLIENT_INVITED`)
  await alive(page)
  // What the list took to come is not the delivery's.
  await weight(page)
  await page.getByRole('table', { name: 'Deliveries' }).getByRole('link').first().click()
  await all(page.getByRole('dialog', { name: 'Delivery', exact: true }))
  expect(problems).toEqual([])
})

test('axe finds nothing on the page with all of it open', async ({ browser }) => {
  const id = await delivered('CHAT_STARTED', `&NOTE=${'x'.repeat(100_000)}`)
  const context = await browser.newContext({
    reducedMotion: 'reduce',
    viewport: { width: 1440, height: 900 },
  })
  const page = await context.newPage()
  await logIn(page, bellhop, `/deliveries/${id}`)
  await page.getByRole('button', { name: 'Resend', exact: true }).click()
  await expect(deeds(page)).toBeVisible()
  const look = async () => {
    for (const width of [1440, 390])
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.setViewportSize({ width, height: 900 })
        await page.emulateMedia({ colorScheme })
        const { violations } = await axeOf(page).analyze()
        expect(violations.map((one) => `${one.id}: ${one.nodes[0]?.html}`)).toEqual([])
      }
  }
  await tab(page, /^Payload/)
  await page.getByRole('button', { name: /^Show .* more characters/ }).click()
  await expect(page.getByRole('navigation', { name: 'Parts of value of note' })).toBeVisible()
  await look()
  await context.close()
})
