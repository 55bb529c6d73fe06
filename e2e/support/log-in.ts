import { expect, type Page } from '@playwright/test'
import { ADMIN, type Bellhop } from './processes.ts'

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
  return problems
}
