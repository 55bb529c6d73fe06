import { execFileSync } from 'node:child_process'
import { expect, test } from '@playwright/test'
import { logIn } from './support/log-in.ts'
import { startBellhop } from './support/processes.ts'

test('shots', async ({ page }) => {
  test.setTimeout(300_000)
  const bellhop = await startBellhop()
  try {
    execFileSync(process.execPath, ['prisma/seed.ts', 'chats'], {
      env: { ...process.env, DATA_DIR: bellhop.dataDir },
      stdio: 'inherit',
    })
    await page.setViewportSize({ width: 1440, height: 900 })
    const problems = await logIn(page, bellhop, '/deliveries')
    await expect(page.getByText('1 bar =')).toBeVisible()
    for (const scheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme: scheme })
      for (const [width, height] of [
        [1440, 900],
        [390, 844],
        [2560, 1300],
      ] as const) {
        await page.setViewportSize({ width, height })
        await page.goto(`${bellhop.url}/deliveries`)
        await expect(page.getByText('1 bar =')).toBeVisible()
        await page.screenshot({ path: `/tmp/shots/log-${width}-${scheme}.png` })
      }
    }
    await page.emulateMedia({ colorScheme: 'light' })
    await page.setViewportSize({ width: 1440, height: 900 })
    await page.goto(`${bellhop.url}/deliveries`)
    await page.getByRole('combobox', { name: 'Search' }).fill('status:fa')
    await page.waitForTimeout(400)
    await page.screenshot({ path: `/tmp/shots/log-complete.png` })
    await page.getByRole('combobox', { name: 'Search' }).fill('status:fialed order:12')
    await page.keyboard.press('Enter')
    await page.screenshot({ path: `/tmp/shots/log-wrong.png` })
    await page.getByRole('combobox', { name: 'Search' }).fill('status:failed,pending code:5xx jane')
    await page.keyboard.press('Enter')
    await page.waitForTimeout(1500)
    await page.screenshot({ path: `/tmp/shots/log-found.png` })
    await page.getByRole('button', { name: 'Columns' }).click()
    await page.waitForTimeout(400)
    await page.screenshot({ path: `/tmp/shots/log-columns.png` })
    console.log(problems)
  } finally {
    await bellhop.stop()
  }
})
