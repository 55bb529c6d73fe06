import { expect, test } from '@playwright/test'
import { logIn } from './support/log-in.ts'
import { search, sheet } from './support/log-scene.ts'
import { type Bellhop, startBellhop } from './support/processes.ts'
import { type Receiver, startReceiver } from './support/receiver.ts'
import { reload } from './support/visit.ts'

let bellhop: Bellhop
let receiver: Receiver

test.beforeAll(async () => {
  receiver = await startReceiver()
  bellhop = await startBellhop()
  bellhop.cli('mapping', 'set', 'CHAT_STARTED', `${receiver.url}/events.pl`)
})
test.afterAll(async () => {
  await bellhop?.stop()
  await receiver?.stop()
})

test('the first steps stay over the first delivery until they are done or dismissed', async ({ page }) => {
  const problems = await logIn(page, bellhop, '/deliveries')
  const heading = page.getByRole('heading', { name: 'Three steps to the first event' })
  await expect(heading).toBeVisible()
  const third = page.getByRole('region', { name: 'Step 3: Send a test event' })
  await third.getByRole('button', { name: 'Send test event' }).click()
  await receiver.until(1)
  // Its row comes in below, and what the step says stays.
  const row = page.getByRole('row').filter({ hasText: 'CHAT_STARTED' })
  await expect(row).toHaveCount(1)
  await expect(row).toContainText('CHAT_STARTED test')
  await expect(third.getByText('200')).toBeVisible()
  await expect(heading).toBeVisible()

  await reload(page)
  const brief = page.getByRole('region', { name: 'First steps' })
  await expect(brief).toContainText('2 of 3 first steps done. Next: let the chat server call Bellhop.')
  await brief.getByRole('button', { name: 'Show the steps' }).click()
  await expect(page.getByRole('region', { name: /^Step 2/ })).toBeVisible()
  await page.getByRole('button', { name: 'Hide the steps' }).click()

  await search(page, 'server:"test event"')
  await expect(page).toHaveURL(/server=test\+event|server=test%20event/)
  await row.getByRole('link').click()
  await expect(sheet(page).getByText('Test event', { exact: true })).toBeVisible()
  await page.keyboard.press('Escape')

  await brief.getByRole('button', { name: 'Dismiss' }).click()
  await expect(brief).toHaveCount(0)
  await reload(page)
  await expect(row).toHaveCount(1)
  await expect(brief).toHaveCount(0)
  expect(problems).toEqual([])
})
