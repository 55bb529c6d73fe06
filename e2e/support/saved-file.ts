import { readFile } from 'node:fs/promises'
import type { Page } from '@playwright/test'

/** The file that the browser saves when this is done. */
export async function savedFile(
  page: Page,
  deed: () => Promise<unknown>,
): Promise<{ name: string; bytes: Buffer }> {
  const [file] = await Promise.all([page.waitForEvent('download'), deed()])
  return { name: file.suggestedFilename(), bytes: await readFile(await file.path()) }
}
