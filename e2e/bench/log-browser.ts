import { loadavg } from 'node:os'
import { type Browser, type BrowserContext, chromium, type Page } from '@playwright/test'
import { percentile } from '#lib/server/cli/open-loop.ts'
import { CHROMIUM_ARGS, findChromium } from '../support/chromium.ts'
import { alive, logIn } from '../support/log-in.ts'
import { type Bellhop, startBellhop } from '../support/processes.ts'
import { readWaterfall, withoutDeeper } from './log-waterfall.ts'

const LOADS = 10
const OPENED = 20
const VIEWPORT = { width: 1440, height: 900 }
const INTERACTIVE_MS = 1500
/** Of requests one behind the other: the document, then what it names. */
const MOST_DEEP = 2

const LINE = '[data-search-line]'
const ROW = '[data-row]'
const NOTHING = 'No delivery matches'
const FILTERED = [
  'status:failed',
  'licence:1507',
  'endpoint:shop7.example',
  'code:503',
  'attempts:>5',
  'attempts:>20',
  'took:>5s',
  'took:<1ms',
  'event:NEW_OPERATOR',
  'agent:agent7',
]

type Session = Awaited<ReturnType<BrowserContext['storageState']>>

/** A browser that has never been here, but is logged in. */
async function newcomer(browser: Browser, session: Session): Promise<Page> {
  const context = await browser.newContext({ storageState: session, viewport: VIEWPORT })
  return context.newPage()
}

/** The moment of the page, in ms since its navigation began, at which all of these are there. */
async function momentOf(page: Page, ...selectors: string[]): Promise<number> {
  const moment = await page.waitForFunction(
    (wanted) => wanted.every((selector) => document.querySelector(selector) !== null) && performance.now(),
    selectors,
  )
  return Number(await moment.jsonValue())
}

/** The moment at which the page was last clicked, or Enter was pressed on it. */
async function noteDeeds(page: Page): Promise<() => Promise<number>> {
  await page.evaluate(() => {
    const note = ({ timeStamp }: Event) => Object.assign(window, { began: timeStamp })
    addEventListener('click', note, { capture: true })
    addEventListener('keydown', (event) => event.key === 'Enter' && note(event), { capture: true })
  })
  return () => page.evaluate(() => Number((window as unknown as { began: number }).began))
}

type Load = { row: number; interactive: number; whole: number; busy: number }

/** What the page's main thread has worked so far, in ms of CPU time: that does not grow when the machine is busy elsewhere. */
async function countWork(page: Page): Promise<() => Promise<number>> {
  const cdp = await page.context().newCDPSession(page)
  await cdp.send('Performance.enable', { timeDomain: 'threadTicks' })
  return async () => {
    const { metrics } = await cdp.send('Performance.getMetrics')
    return 1000 * (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Number.NaN)
  }
}

/** One cold load: a character is typed as soon as React listens, and counts when it stands in the line. */
async function coldLoad(page: Page, url: string): Promise<Load> {
  const work = await countWork(page)
  await page.goto(url, { waitUntil: 'commit' })
  const [row, whole, [interactive, busy]] = await Promise.all([
    momentOf(page, ROW),
    momentOf(page, '[role="slider"]', 'aside[aria-label="Filters"] input'),
    typeLetter(page).then(async (moment) => [moment, await work()] as const),
  ])
  return { row, whole, interactive, busy }
}

async function typeLetter(page: Page): Promise<number> {
  await alive(page, LINE)
  await page.focus(LINE)
  await page.keyboard.type('s')
  // React writes the attribute once it has taken the letter.
  return momentOf(page, `${LINE}[value="s"]`)
}

/** From the click to the content of the sheet, in ms. */
async function openRow(page: Page, n: number, began: () => Promise<number>): Promise<number> {
  const row = page.locator(ROW).nth(n)
  const id = await row.getAttribute('data-row')
  await row.getByRole('link').first().click()
  return (await momentOf(page, `[data-delivery="${id}"]:not([inert]) h2`)) - (await began())
}

/** From Enter to the list that the line asks for, in ms. */
async function applyFilter(page: Page, url: string, line: string): Promise<number> {
  await page.goto(url)
  await alive(page, LINE)
  const before = await page.locator(ROW).first().getAttribute('data-row')
  await page.locator(LINE).fill(line)
  const began = await noteDeeds(page)
  await page.keyboard.press('Enter')
  const shown = await page.waitForFunction(
    ([row, nothing, id]) => {
      const first = document.querySelector<HTMLElement>(row)
      const headings = [...document.querySelectorAll('h1, h2, h3')]
      const isThere = first
        ? first.dataset.row !== id
        : headings.some(({ textContent }) => textContent === nothing)
      return isThere && performance.now()
    },
    [ROW, NOTHING, before] as const,
  )
  return Number(await shown.jsonValue()) - (await began())
}

const ms = (value: number) => `${value.toFixed(0)} ms`.padStart(9)

function print(name: string, took: readonly number[], limitMs?: number): void {
  const p95 = percentile([...took], 0.95)
  const bound = limitMs === undefined ? '' : `  at most ${limitMs} ms${p95 > limitMs ? ' OVER' : ''}`
  console.log(`  ${name}`.padEnd(48), ms(percentile([...took], 0.5)), ms(p95), bound)
}

async function measure(browser: Browser, { url: root }: Bellhop, session: Session): Promise<void> {
  const url = `${root}/deliveries`
  const loads: Load[] = []
  // The first one warms the server, not the browser: each has a cache of its own.
  for (let n = 0; n <= LOADS; n += 1) {
    const page = await newcomer(browser, session)
    const load = await coldLoad(page, url)
    if (n > 0) loads.push(load)
    await page.context().close()
  }
  const of = (moment: keyof Load) => loads.map((load) => load[moment])
  print('first row', of('row'))
  print('interactive: the search line takes a letter', of('interactive'), INTERACTIVE_MS)
  print('  of that, work of the page itself (CPU)', of('busy'))
  print('bars and facets too', of('whole'))

  const page = await newcomer(browser, session)
  await coldLoad(page, url)
  await page.goto(url)
  await alive(page, LINE)
  const began = await noteDeeds(page)
  const opened: number[] = []
  for (let n = 0; n < OPENED; n += 1) opened.push(await openRow(page, n, began))
  print('a row is opened, click to content', opened)
  const filtered: number[] = []
  for (const line of FILTERED) filtered.push(await applyFilter(page, url, line))
  print('a filter is applied, Enter to list', filtered)
  await page.context().close()
}

async function printWaterfall(browser: Browser, { url: root }: Bellhop, session: Session): Promise<void> {
  const url = `${root}/deliveries`
  const page = await newcomer(browser, session)
  const waterfall = await readWaterfall(page, () => coldLoad(page, url))
  await page.context().close()
  console.log('\nrequests one behind the other, of the first load')
  for (const { depth, count, kilobytes, first } of waterfall)
    console.log(`  ${depth}`.padEnd(6), `${count} requests, ${kilobytes.toFixed(0)} KB, such as ${first}`)
  const held = await newcomer(browser, session)
  const unanswered = await withoutDeeper(held, MOST_DEEP, () => coldLoad(held, url))
  await held.context().close()
  console.log(
    `  the first view is whole and interactive while ${unanswered.length} deeper requests get no answer`,
  )
}

/** What a person waits for, in a browser, with a whole Bellhop on the database of a folder. */
export async function measureInBrowser(dataDir: string): Promise<void> {
  const bellhop = await startBellhop({ dataDir })
  const browser = await chromium.launch({ executablePath: findChromium(), args: CHROMIUM_ARGS })
  try {
    const page = await browser.newPage({ viewport: VIEWPORT })
    await logIn(page, bellhop, '/deliveries')
    const session = await page.context().storageState()
    await page.context().close()
    console.log(
      `\nin a browser; ${LOADS} cold loads; load ${loadavg()[0]?.toFixed(1)}`.padEnd(49),
      '     p50       p95',
    )
    await measure(browser, bellhop, session)
    await printWaterfall(browser, bellhop, session)
  } finally {
    await browser.close()
    await bellhop.stop()
  }
}
