import { expect, type Page, test } from '@playwright/test'
import { alive } from './support/log-in.ts'
import {
  enter,
  HOSTILE,
  LINE,
  type LogScene,
  line,
  rows,
  search,
  sheet,
  startLogScene,
} from './support/log-scene.ts'
import { startBellhop } from './support/processes.ts'
import { savedFile } from './support/saved-file.ts'
import { reload, visit } from './support/visit.ts'

const MOST_BARS = 80
let scene: LogScene

test.setTimeout(90_000)
test.beforeAll(async () => {
  scene = await startLogScene()
})
test.afterAll(() => scene?.stop())

test('a wrong term is said, and the list stays; what the address asks wrongly is no empty list', async ({
  page,
}) => {
  await enter(page, scene.bellhop, '/deliveries')
  const before = await rows(page).count()
  await search(page, 'status:fialed order:4711')
  await expect(page.locator('#search-problems')).toContainText(
    'status: knows no fialed. Did you mean failed?',
  )
  await expect(page.locator('#search-problems')).toContainText('There is no term “order”')
  await expect(line(page)).toHaveValue('status:fialed order:4711')
  expect(await rows(page).count()).toBe(before)
  for (const [query, reason] of [
    ['code=abc', 'Write a status such as 503'],
    ['status=bogus', 'status knows failed, pending'],
    ['error=bogus', 'error knows dns'],
    ['endpoint=shop.exmaple', 'no endpoint has “shop.exmaple” in its URL'],
    ['server=nobody', 'no chat server is called “nobody”'],
    ['since=recently', 'Write a time such as 24h'],
  ]) {
    await visit(page, `${scene.bellhop.url}/deliveries?${query}`)
    await expect(page.getByRole('heading', { name: 'The list could not be read' })).toBeVisible()
    await expect(page.getByText(reason ?? '').filter({ visible: true })).toBeVisible()
    await expect(page.getByText('No delivery matches')).toHaveCount(0)
  }
})

test('everything is in the address: filters, the open delivery, back and reload', async ({ page }) => {
  await enter(page, scene.bellhop, '/deliveries')
  await page
    .getByRole('complementary', { name: 'Filters' })
    .getByRole('checkbox', { name: /^Failed/ })
    .check()
  await expect(page).toHaveURL(/status=failed/)
  await expect(rows(page)).toHaveCount(4)
  await page
    .getByRole('complementary', { name: 'Filters' })
    .getByRole('checkbox', { name: /^NEW_OPERATOR/ })
    .check()
  await expect(rows(page)).toHaveCount(1)
  await rows(page).first().getByRole('link').click()
  await expect(sheet(page)).toBeVisible()
  await reload(page)
  await expect(sheet(page).getByRole('heading', { level: 2 })).toContainText('503')
  await expect(rows(page)).toHaveCount(1)
  await page.goBack()
  await expect(sheet(page)).toHaveCount(0)
  await page.getByRole('button', { name: 'Remove event NEW_OPERATOR' }).click()
  await expect(rows(page)).toHaveCount(4)
  // Back takes one step after the other, and none out of the console.
  await page.goBack()
  await expect(page.getByRole('button', { name: 'Remove event NEW_OPERATOR' })).toBeVisible()
  await expect(rows(page)).toHaveCount(1)
  await page.goBack()
  await expect(rows(page)).toHaveCount(4)
  await page.goBack()
  await expect(page).toHaveURL(`${scene.bellhop.url}/deliveries`)
  await expect(rows(page).filter({ hasText: 'Succeeded' })).toHaveCount(1)
})

test('what changes nothing is no step in the history, and what is no id opens no delivery', async ({
  page,
}) => {
  const problems = await enter(page, scene.bellhop, '/deliveries?status=failed')
  await expect(rows(page)).toHaveCount(4)
  const steps = () => page.evaluate(() => history.length)
  const before = await steps()
  await search(page, 'status:failed')
  await expect(line(page)).toHaveValue('')
  await search(page, 'event:chat_rated')
  await expect(rows(page)).toHaveCount(3)
  expect(await steps()).toBe(before + 1)
  await page.goBack()
  await expect(rows(page)).toHaveCount(4)

  for (const place of ['../health', 'live', 'summary', '..']) {
    await visit(page, `${scene.bellhop.url}/deliveries?open=${encodeURIComponent(place)}`)
    await expect(sheet(page)).toContainText('This delivery is not in the log')
    await expect(rows(page)).not.toHaveCount(0)
  }
  expect(problems).toEqual([])
})

test('a part of the bars becomes the time of the list', async ({ page }) => {
  await enter(page, scene.bellhop, '/deliveries')
  const bars = page.getByRole('slider', { name: /Choose a time/ })
  await alive(page, LINE)
  const box = await bars.boundingBox()
  if (!box) throw new Error('the bars have no place')
  // Long after the first calls, and before the test that looks now.
  await page.mouse.move(box.x + box.width * 0.5, box.y + 20)
  await page.mouse.down()
  await page.mouse.move(box.x + box.width * 0.6, box.y + 20, { steps: 4 })
  await page.mouse.up()
  await expect(page).toHaveURL(/since=.*until=/)
  await page.goBack()
  await expect(page).not.toHaveURL(/since=/)
  await bars.focus()
  let told = ''
  for (let bar = 0; bar < MOST_BARS && !told.includes('failed'); bar += 1) {
    await page.keyboard.press('ArrowLeft')
    told = (await bars.getAttribute('aria-valuetext')) ?? ''
  }
  expect(told).toContain('failed')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/since=.*until=/)
  await expect(rows(page).filter({ hasText: 'Failed' }).first()).toBeVisible()
})

test('columns, widths and density are kept for the person, on another browser too', async ({
  page,
  browser,
}) => {
  await enter(page, scene.bellhop, '/deliveries')
  const header = (of: Page, name: string) => of.getByRole('columnheader', { name, exact: true })
  const saved = page.waitForResponse(
    (response) => response.request().method() === 'POST' && response.url().includes('/deliveries'),
  )
  await page.getByRole('button', { name: 'Columns' }).click()
  await page.getByLabel('Last answer').uncheck()
  await page.getByText('Roomy').click()
  await page.keyboard.press('Escape')
  await page.getByRole('separator', { name: 'Width of eventType' }).focus()
  for (let n = 0; n < 5; n += 1) await page.keyboard.press('ArrowRight')
  await saved
  await expect(header(page, 'Last answer')).toHaveCount(0)
  const other = await (await browser.newContext({ viewport: { width: 1600, height: 900 } })).newPage()
  await expect(async () => {
    await (other.url() === 'about:blank' ? enter(other, scene.bellhop, '/deliveries') : reload(other))
    await expect(other.getByRole('separator', { name: 'Width of eventType' })).toHaveAttribute(
      'aria-valuenow',
      '204',
      { timeout: 2000 },
    )
  }).toPass()
  await expect(header(other, 'Last answer')).toHaveCount(0)
  await expect(other.locator('[data-density="comfortable"]')).toBeVisible()
  await other.context().close()
})

test('what the list is narrowed to is kept as a view, shared, and removed', async ({ page }) => {
  await enter(page, scene.bellhop, '/deliveries')
  await search(page, 'status:failed event:chat_rated')
  await expect(rows(page)).toHaveCount(3)
  await page.getByRole('button', { name: 'Save view' }).click()
  await page.getByLabel('Name').fill('bad ratings')
  await page.getByLabel('Share it with everybody').check()
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  const views = page.getByRole('navigation', { name: 'Views' })
  await views.getByRole('link', { name: 'All' }).click()
  await expect(page).toHaveURL(`${scene.bellhop.url}/deliveries`)
  await views.getByRole('link', { name: 'bad ratings' }).click()
  await expect(rows(page)).toHaveCount(3)
  await views.getByRole('button', { name: 'Remove the view bad ratings' }).click()
  await expect(views.getByRole('link', { name: 'bad ratings' })).toHaveCount(0)
})

test('a view that begins today begins on the day on which it is opened', async ({ page }) => {
  await enter(page, scene.bellhop, '/deliveries')
  await search(page, 'since:today')
  await page.getByRole('button', { name: 'Save view' }).click()
  await page.getByLabel('Name').fill('all of today')
  await expect(page.getByRole('radio', { name: /^Today/ })).toBeChecked()
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  const view = page.getByRole('navigation', { name: 'Views' }).getByRole('link', { name: 'all of today' })
  await expect(view).toHaveAttribute('aria-current', 'page')

  const opened = new Date(Date.now() + 3 * 86_400_000)
  await page.clock.install({ time: opened })
  await visit(page, `${scene.bellhop.url}/deliveries`)
  await alive(page)
  const midnight = () => page.evaluate(() => new Date(new Date().setHours(0, 0, 0, 0)).toISOString())
  const since = async () =>
    new URL((await view.getAttribute('href')) ?? '', scene.bellhop.url).searchParams.get('since')
  const first = await midnight()
  expect(await since()).toBe(first)
  // The page stays open over midnight.
  await page.clock.fastForward('25:00:00')
  await expect.poll(since).toBe(await midnight())
  expect(await since()).not.toBe(first)
})

test('new rows come by themselves, wait while one reads further down, and go on after a restart', async ({
  page,
}) => {
  const dataDir = scene.bellhop.dataDir
  await page.setViewportSize({ width: 1440, height: 500 })
  await enter(page, scene.bellhop, '/deliveries?event=CHAT_STARTED')
  const before = await rows(page).count()
  await scene.call('EVENT=CHAT_STARTED&LICENCE=7001&CLIENT_ID=S7')
  await expect(rows(page)).toHaveCount(before + 1)
  await expect(rows(page).first()).toContainText('7001')
  await expect(rows(page).first()).toContainText('Succeeded')
  for (let n = 0; n < 12; n += 1) await scene.call(`EVENT=CHAT_STARTED&LICENCE=7100&CLIENT_ID=S${n}`)
  await expect(rows(page)).toHaveCount(before + 13)
  await page.mouse.wheel(0, 300)
  await page.waitForFunction(() => window.scrollY > 100)
  await scene.call('EVENT=CHAT_STARTED&LICENCE=7002&CLIENT_ID=S8')
  await page.getByRole('button', { name: '1 new' }).click()
  await expect(rows(page).first()).toContainText('7002')

  scene.bellhop.signal('SIGTERM')
  await scene.bellhop.exited
  await expect(page.getByText('The server does not answer; trying again.')).toBeVisible()
  scene.bellhop = await startBellhop({ dataDir, environment: scene.bellhop.environment })
  await expect(page.getByText('The server does not answer; trying again.')).toBeHidden({ timeout: 30_000 })
  await scene.call('EVENT=CHAT_STARTED&LICENCE=7003&CLIENT_ID=S9')
  await expect(rows(page).first()).toContainText('7003')
  await page.getByRole('switch', { name: 'Live' }).uncheck()
  await scene.call('EVENT=CHAT_STARTED&LICENCE=7004&CLIENT_ID=S10')
  await page.getByRole('switch', { name: 'Live' }).check()
  await expect(rows(page).first()).toContainText('7004')
})

test('hostile content is shown inert, and the page stays usable', async ({ page }) => {
  const form = `EVENT=BUTTON_STATUS&LICENCE=1520&NOTE=${encodeURIComponent(HOSTILE)}&RAW=%ff%fe%80`
  await scene.call(form)
  const problems = await enter(page, scene.bellhop, '/deliveries?event=BUTTON_STATUS')
  await expect(rows(page)).toHaveCount(1)
  await rows(page).first().getByRole('link').click()
  for (const tab of ['Response', 'Payload', 'Request']) {
    await sheet(page).getByRole('tab', { name: tab }).click()
    await expect(sheet(page).getByRole('tab', { name: tab })).toHaveAttribute('aria-selected', 'true')
    // The request holds it as it was sent: percent-encoded.
    await expect(sheet(page)).toContainText(tab === 'Request' ? '%3Cimg' : '<img src=x onerror')
    expect(await page.locator('img, [onerror]').count()).toBe(0)
  }
  expect(await page.evaluate(() => 'pwned' in window)).toBe(false)
  await sheet(page).getByRole('tab', { name: 'Response' }).click()
  await sheet(page).getByLabel('Find in response body').fill('LINE')
  await expect(sheet(page)).toContainText('1000+')
  // Out of the field, then out of the sheet.
  await page.keyboard.press('Escape')
  await page.keyboard.press('Escape')
  await expect(sheet(page)).toHaveCount(0)
  await search(page, '"<img src=x"')
  await expect(rows(page)).toHaveCount(1)
  expect(problems).toEqual([])
})

test('all that match is exported, whole, as CSV and NDJSON', async ({ page }) => {
  await enter(page, scene.bellhop, '/deliveries?event=CHAT_RATED')
  const download = async (name: RegExp) => {
    await page.getByRole('button', { name: 'Export' }).click()
    const file = await savedFile(page, () => page.getByRole('menuitem', { name }).click())
    return { name: file.name, text: file.bytes.toString() }
  }
  const csv = await download(/^CSV/)
  await expect(page.getByText('3 deliveries written: the file is whole.')).toBeVisible()
  expect(csv.name).toMatch(/^deliveries-.*\.csv$/)
  const [head, ...lines] = csv.text.trimEnd().split('\r\n')
  expect(head).toMatch(/^id,eventId,receivedAt,licence,event/)
  expect(lines).toHaveLength(3)
  const ndjson = await download(/^NDJSON/)
  const objects = ndjson.text
    .trimEnd()
    .split('\n')
    .map((text) => JSON.parse(text))
  expect(objects.map(({ event }) => event)).toEqual(['CHAT_RATED', 'CHAT_RATED', 'CHAT_RATED'])
  expect(objects[0]).toMatchObject({ licence: '1520', status: 'failed', lastStatus: 503 })
})

/** Kilobytes, as they came over the wire. */
const MOST_JAVASCRIPT = 350

/** A browser that has loaded nothing yet, logged in as `page` is; it sums up what moves. */
async function coldPage(page: Page, viewport: { width: number; height: number }): Promise<Page> {
  const storageState = await page.context().storageState()
  const context = await page.context().browser()?.newContext({ storageState, viewport })
  if (!context) throw new Error('no browser')
  const cold = await context.newPage()
  await cold.addInitScript(() => {
    Object.assign(window, { shifts: 0 })
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        const { hadRecentInput, value } = entry as PerformanceEntry & {
          hadRecentInput: boolean
          value: number
        }
        if (!hadRecentInput)
          Object.assign(window, { shifts: (window as unknown as { shifts: number }).shifts + value })
      }
    }).observe({ type: 'layout-shift', buffered: true })
  })
  return cold
}

const shiftsOf = (cold: Page) => cold.evaluate(() => (window as unknown as { shifts: number }).shifts)

test('the first load is small, and nothing on it moves', async ({ page }) => {
  await enter(page, scene.bellhop, '/deliveries')
  const cold = await coldPage(page, { width: 1440, height: 900 })
  await visit(cold, `${scene.bellhop.url}/deliveries`)
  await expect(cold.getByText('1 bar =').filter({ visible: true })).toBeVisible()
  await alive(cold)
  const loaded = await cold.evaluate(async () => {
    // What the page itself names. What it fetches once it is there, for what may come next, nobody waits for.
    const html = new DOMParser().parseFromString(await (await fetch(location.href)).text(), 'text/html')
    const named = new Set(
      [...html.querySelectorAll('script[src]')].map((script) => (script as HTMLScriptElement).src),
    )
    const entries = performance.getEntriesByType('resource') as PerformanceResourceTiming[]
    const scripts = entries.filter(({ name }) => named.has(name))
    return {
      count: scripts.length,
      kilobytes: scripts.reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0) / 1024,
    }
  })
  const shifts = await shiftsOf(cold)
  console.log(
    `${loaded.count} scripts, ${loaded.kilobytes.toFixed(0)} KB; layout shifts ${shifts.toFixed(4)}`,
  )
  expect(loaded.count).toBeGreaterThan(3)
  expect(loaded.kilobytes).toBeLessThan(MOST_JAVASCRIPT)
  expect(shifts).toBeLessThan(0.01)
  await cold.context().close()
})

/** Where the first row begins at the latest, in px, below saved views too: most of a phone's screen is rows. */
const FIRST_ROW = 330

for (const list of ['deliveries', 'events'])
  test(`on a phone the rows of the ${list} are on the first screen, and nothing moves`, async ({ page }) => {
    await enter(page, scene.bellhop, '/deliveries')
    const cold = await coldPage(page, { width: 360, height: 780 })
    await visit(cold, `${scene.bellhop.url}/${list}`)
    await expect(cold.getByRole('slider', { name: /Choose a time/ })).toBeVisible()
    await expect(cold.getByRole('button', { name: 'Filters' })).toBeVisible()
    await alive(cold)
    const row = await cold.locator('main [data-row]:visible').first().boundingBox()
    expect(row?.y).toBeLessThan(FIRST_ROW)
    expect(await shiftsOf(cold)).toBeLessThan(0.01)
    expect(await cold.evaluate(() => document.documentElement.scrollWidth)).toBe(360)
    await cold.context().close()
  })
