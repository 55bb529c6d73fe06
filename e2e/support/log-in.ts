import { expect, type Page } from '@playwright/test'
import { ADMIN, type Bellhop } from './processes.ts'
import { visit } from './visit.ts'

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

/** @returns what the browser's console complains of from now on. */
function complaints(page: Page): string[] {
  const problems: string[] = []
  page.on('pageerror', (error) => problems.push(String(error)))
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(message.text())
  })
  return problems
}

/**
 * Opens a page of the console as the admin that `startBellhop` makes, who has logged in just before.
 * @returns what the browser's console complains of from now on.
 */
export async function logIn(page: Page, { url }: Pick<Bellhop, 'url'>, path: string): Promise<string[]> {
  const problems = complaints(page)
  // The context keeps the cookie that it is answered with.
  const answer = await page.context().request.post(`${url}/api/auth/sign-in/email`, {
    data: ADMIN,
    headers: { origin: url },
  })
  expect(answer.status()).toBe(200)
  await visit(page, `${url}${path}`)
  await expect(page).toHaveURL(`${url}${path}`)
  await alive(page)
  return problems
}

/** The same by way of the form, as people do it. */
export async function logInByForm(
  page: Page,
  { url }: Pick<Bellhop, 'url'>,
  path: string,
): Promise<string[]> {
  const problems = complaints(page)
  await visit(page, `${url}${path}`)
  await page.getByLabel('E-mail').fill(ADMIN.email)
  await page.getByLabel('Password', { exact: true }).fill(ADMIN.password)
  await page.getByRole('button', { name: 'Log in' }).click()
  await expect(page).toHaveURL(`${url}${path}`)
  await alive(page)
  return problems
}
