import { readFileSync } from 'node:fs'
import { type Browser, expect, type Page, test } from '@playwright/test'
import { logIn } from './support/log-in.ts'
import { ADMIN, type Bellhop, startBellhop } from './support/processes.ts'
import { visit } from './support/visit.ts'

let bellhop: Bellhop

test.beforeAll(async () => {
  bellhop = await startBellhop()
})
test.afterAll(async () => bellhop?.stop())

/** A page of another admin's browser. */
async function otherAdmin(browser: Browser, path: string): Promise<Page> {
  const page = await (await browser.newContext()).newPage()
  await logIn(page, bellhop, path)
  return page
}

function watched(page: Page): string[] {
  const problems: string[] = []
  page.on('pageerror', (error) => problems.push(String(error)))
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(message.text())
  })
  return problems
}

async function upload(page: Page, text: string): Promise<void> {
  const buffer = Buffer.from(text, 'latin1')
  await page
    .locator('input[type=file]')
    .first()
    .setInputFiles({ name: 'lc_serv.cfg', mimeType: 'text/plain', buffer })
}

const exported = (licence: string) => bellhop.cli('config', 'export', '--licence', licence)

test('a wrong line stops the import until it is left out or mended', async ({ page }) => {
  const problems = watched(page)
  await logIn(page, bellhop, '/config?licence=71')
  const file =
    '# caf\xe9\r\nEVENT_CHAT_STARTED http://10.0.0.1/a.pl\r\nEVENT_BUTTON_STATUS ftp://10.0.0.1/b\r\n'
  await upload(page, `${file}EVENT_CHAT_RATED http://10.0.0.1/"c\r\nRPC_SERVER_IP 10.0.0.1:80`)
  await expect(page.getByRole('button', { name: 'Confirm', exact: true })).toBeDisabled()
  await expect(page.getByText('2 lines cannot be used. Leave them out')).toBeVisible()
  await expect(page.getByText('There is a quote at position 17')).toBeVisible()
  await page.getByRole('checkbox', { name: 'Leave line 3 out' }).check()
  await expect(page.getByText('Line 4 cannot be used. Leave it out')).toBeVisible()
  await page.getByRole('button', { name: 'Mend line 4 here' }).click()
  await page.getByRole('textbox', { name: 'Text of line 4' }).fill('EVENT_CHAT_RATED http://10.0.0.1/c')
  await page.getByRole('button', { name: 'Plan again' }).click()
  await page.getByRole('button', { name: 'Confirm 3 changes, leave out line 3' }).click()
  await expect(page.getByText('2 mappings added, RPC_SERVER_IP added.')).toBeVisible()
  const download = page.waitForEvent('download')
  await page.getByRole('link', { name: 'Download lc_serv.cfg' }).click()
  const bytes = readFileSync(await (await download).path(), 'latin1')
  expect(bytes).toBe(`${file}EVENT_CHAT_RATED http://10.0.0.1/c\r\nRPC_SERVER_IP 10.0.0.1:80`)
  expect(problems).toEqual([])
})

test('a file is pasted, or dropped', async ({ page }) => {
  await logIn(page, bellhop, '/config?licence=72')
  await page.getByRole('button', { name: /paste/i }).click()
  await page.getByLabel('Text of lc_serv.cfg').fill('EVENT_CHAT_STARTED http://10.0.0.1/pasted\n')
  await page.getByRole('button', { name: 'Show the plan' }).click()
  await expect(page.getByRole('button', { name: 'Confirm 1 change' })).toBeEnabled()
  await page.getByRole('button', { name: 'Discard the plan' }).click()
  const data = await page.evaluateHandle(() => {
    const transfer = new DataTransfer()
    transfer.items.add(new File(['EVENT_CHAT_STARTED http://10.0.0.1/dropped\n'], 'dropped.cfg'))
    return transfer
  })
  await page.getByText('or drop it here').dispatchEvent('drop', { dataTransfer: data })
  await expect(page.getByLabel('The file dropped.cfg')).toContainText('http://10.0.0.1/dropped')
})

test('history shows each change, compares two, and rolls back to the bytes of then', async ({ page }) => {
  const problems = watched(page)
  const cli = (...args: string[]) => bellhop.cli('mapping', ...args, '--licence', '73')
  await logIn(page, bellhop, '/config?licence=73')
  await upload(page, '# rack 3\r\nEVENT_CHAT_STARTED  http://10.0.0.1/a.pl\r\nRPC_SERVER_IP 10.0.0.1:80\r\n')
  await page.getByRole('button', { name: 'Confirm 2 changes' }).click()
  await expect(page.getByText(/Revision \d+\./)).toBeVisible()
  const then = exported('73')
  cli('set', 'CHAT_STARTED', 'http://10.0.0.1/b.pl')
  cli('set', 'CLIENT_INVITED', 'http://10.0.0.1/invite.pl')
  await visit(page, `${bellhop.url}/mappings?licence=73`)
  await page.getByRole('button', { name: 'History' }).click()
  await expect(page).toHaveURL(/history=true/)
  const history = page.getByRole('complementary', { name: 'History of 73' })
  const entries = history.getByRole('region', { name: /^Revision/ })
  await expect(entries).toHaveCount(3)
  await expect(entries.nth(0)).toContainText('command line CLIENT_INVITED to invite.pl')
  await expect(entries.nth(1)).toContainText('CHAT_STARTED to b.pl')
  await expect(entries.nth(2)).toContainText('Import of lc_serv.cfg: 1 added, RPC_SERVER_IP 10.0.0.1:80')
  await entries.nth(1).getByRole('button').first().click()
  await expect(entries.nth(1).getByRole('listitem')).toHaveText([/^−http.*a\.pl$/, /^\+http.*b\.pl$/])
  await history.getByRole('button', { name: 'Compare any two revisions' }).click()
  await history.getByRole('combobox', { name: 'From' }).click()
  await page.getByRole('option').last().click()
  await expect(history.getByRole('region', { name: /^From r\d+ to r\d+$/ })).toContainText('CLIENT_INVITED')
  await entries.nth(2).getByRole('button').first().click()
  await entries
    .nth(2)
    .getByRole('button', { name: /^Roll back to r/ })
    .click()
  await expect(entries).toHaveCount(4)
  await expect(entries.nth(0)).toContainText('Roll-back: 1 changed, 1 removed')
  await expect(page.getByRole('button', { name: 'Edit the mapping of CHAT_STARTED' })).toContainText('a.pl')
  expect(exported('73')).toBe(then)
  expect(problems).toEqual([])
})

test('RPC_SERVER_IP is shown beside NEW_LICENCE and edited there', async ({ page }) => {
  await logIn(page, bellhop, '/mappings?licence=74')
  await expect(page.getByText('there is no RPC_SERVER_IP')).toBeVisible()
  await page.getByRole('button', { name: 'Set RPC_SERVER_IP' }).click()
  await page.getByRole('textbox', { name: 'RPC_SERVER_IP, HOST:PORT' }).fill('http://10.0.0.1')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText('not a URL. Remove http:// at position 1.')).toBeVisible()
  await page.getByRole('textbox', { name: 'RPC_SERVER_IP, HOST:PORT' }).fill('10.0.0.1:80')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText('NEW_LICENCE is sent to 10.0.0.1:80 (RPC_SERVER_IP)')).toBeVisible()
  expect(exported('74')).toBe('RPC_SERVER_IP 10.0.0.1:80\n')
})

test('the second of two admins who edit a mapping sees the difference, and nothing is overwritten', async ({
  page,
  browser,
}) => {
  bellhop.cli('mapping', 'set', 'CHAT_STARTED', 'http://10.0.0.1/first', '--licence', '75')
  await logIn(page, bellhop, '/mappings?licence=75')
  const other = await otherAdmin(browser, '/mappings?licence=75')
  for (const [admin, url] of [
    [page, 'http://10.0.0.1/mine'],
    [other, 'http://10.0.0.1/theirs'],
  ] as const) {
    await admin.getByRole('button', { name: 'Edit the mapping of CHAT_STARTED' }).click()
    await admin.getByRole('textbox', { name: 'URL for CHAT_STARTED' }).fill(url)
  }
  await other.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(other.getByText('CHAT_STARTED of 75 now goes to 10.0.0.1/theirs.')).toBeVisible()
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  const conflict = page.getByRole('alert').filter({ hasText: ADMIN.email })
  await expect(conflict.getByRole('listitem')).toHaveText([/^−.*theirs$/, /^\+.*mine$/])
  expect(exported('75')).toBe('EVENT_CHAT_STARTED http://10.0.0.1/theirs\n')
  await conflict.getByRole('button', { name: 'Save yours all the same' }).click()
  await expect(page.getByText('CHAT_STARTED of 75 now goes to 10.0.0.1/mine.')).toBeVisible()
  expect(exported('75')).toBe('EVENT_CHAT_STARTED http://10.0.0.1/mine\n')
  await other.context().close()
})

test('a plan that went stale is shown anew, with who changed the scope', async ({ page, browser }) => {
  await logIn(page, bellhop, '/config?licence=76')
  await upload(page, 'EVENT_CHAT_STARTED http://10.0.0.1/a.pl\n')
  await expect(page.getByRole('button', { name: 'Confirm 1 change' })).toBeEnabled()
  const other = await otherAdmin(browser, '/config?licence=76')
  await upload(other, 'EVENT_BUTTON_STATUS http://10.0.0.1/b.pl\n')
  await other.getByRole('button', { name: 'Confirm 1 change' }).click()
  await expect(other.getByText('1 mapping added.')).toBeVisible()
  await page.getByRole('button', { name: 'Confirm 1 change' }).click()
  await expect(page.getByText('since the plan was made')).toBeVisible()
  await expect(page.getByRole('link', { name: 'Show what it changed' })).toBeVisible()
  expect(exported('76')).toBe('EVENT_BUTTON_STATUS http://10.0.0.1/b.pl\n')
  await page.getByRole('button', { name: 'Confirm 2 changes' }).click()
  await expect(page.getByText('1 mapping added, 1 removed.')).toBeVisible()
  expect(exported('76')).toBe('EVENT_CHAT_STARTED http://10.0.0.1/a.pl\n')
  await other.context().close()
})
