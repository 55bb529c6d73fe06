import { expect, type Page } from '@playwright/test'
import { ADMIN, type Bellhop } from './processes.ts'

/** Stands in the frame of every page. */
const FRAME = 'nav[aria-label="Console"] button'

/**
 * Waits until the page has come to life: from then on a click, and a key, are heard. What is shown before is the server's
 * picture of it.
 */
export async function alive(page: Page, what = FRAME): Promise<void> {
  await page.waitForFunction((selector) => {
    const found = document.querySelector(selector)
    return found !== null && Object.keys(found).some((key) => key.startsWith('__reactProps'))
  }, what)
}

/**
 * Opens a page of the console, logging in on the way, as the admin that `startBellhop` makes.
 * @returns what the browser's console complains of from now on.
 */
export async function logIn(page: Page, bellhop: Pick<Bellhop, 'url'>, path: string): Promise<string[]> {
  const problems: string[] = []
  page.on('pageerror', (error) => problems.push(String(error)))
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(message.text())
  })
  await page.goto(`${bellhop.url}${path}`)
  await page.getByLabel('E-mail').fill(ADMIN.email)
  await page.getByLabel('Password', { exact: true }).fill(ADMIN.password)
  await page.getByRole('button', { name: 'Log in' }).click()
  await expect(page).toHaveURL(`${bellhop.url}${path}`)
  await alive(page)
  return problems
}
