import type { Page } from '@playwright/test'

/**
 * What is streamed comes hidden at the end of the document, and is moved to its place a moment later. Where React was
 * quicker, the same text stands in the document twice until then.
 */
async function inPlace(page: Page): Promise<void> {
  await page.waitForFunction(() => document.querySelector('[hidden][id^="S:"]') === null)
}

/** Loads a page from the server, and waits until all its parts are in their places. */
export async function visit(page: Page, url: string): Promise<void> {
  await page.goto(url)
  await inPlace(page)
}

/** The same for the page that is open. */
export async function reload(page: Page): Promise<void> {
  await page.reload()
  await inPlace(page)
}
