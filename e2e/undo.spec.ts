import { expect, type Page, test } from '@playwright/test'
import { axeOf } from './support/axe.ts'
import { alive, logIn } from './support/log-in.ts'
import { type Bellhop, startBellhop } from './support/processes.ts'
import { reload, visit } from './support/visit.ts'

let bellhop: Bellhop
let page: Page
let problems: string[]

test.beforeAll(async ({ browser }) => {
  bellhop = await startBellhop()
  const context = await browser.newContext({ reducedMotion: 'reduce' })
  page = await context.newPage()
  problems = await logIn(page, bellhop, '/mappings')
})
test.afterAll(async () => {
  await page?.context().close()
  await bellhop?.stop()
})

/** The newest; the one before it may be on its way out. */
const done = () => page.getByRole('group', { name: 'Done', exact: true }).first()
const notDone = () => page.getByRole('group', { name: 'Not done' })
const undo = () => done().getByRole('button', { name: 'Undo' })
const set = (event: string, path: string) => bellhop.cli('mapping', 'set', event, `http://10.0.0.1/${path}`)

async function goTo(path: string): Promise<void> {
  await visit(page, `${bellhop.url}${path}`)
  await alive(page)
}

const target = (event: string) => page.getByRole('button', { name: `Edit the mapping of ${event}:` })
const field = (event: string) => page.getByRole('textbox', { name: `URL for ${event}` })

async function edit(event: string, path: string): Promise<void> {
  await target(event).click()
  await field(event).fill(`http://10.0.0.1/${path}`)
  await page.keyboard.press('Enter')
}

/** Holds what the page asks the server to do, until it is let go or cut off. */
async function holdDeeds() {
  let settle = (_: 'continue' | 'abort') => {}
  const settled = new Promise<'continue' | 'abort'>((done) => {
    settle = done
  })
  await page.route('**/*', async (route) => {
    if (route.request().method() !== 'POST') return route.fallback()
    return (await settled) === 'abort' ? route.abort() : route.continue()
  })
  return async (how: 'continue' | 'abort') => {
    settle(how)
    await page.unrouteAll({ behavior: 'wait' })
  }
}

test('a change of a mapping is shown at once, and put back by keyboard', async () => {
  set('CHAT_STARTED', 'before.pl')
  await goTo('/mappings')
  const settle = await holdDeeds()
  await edit('CHAT_STARTED', 'after.pl')
  const row = page.getByRole('row').filter({ has: target('CHAT_STARTED') })
  await expect(row).toContainText('after.pl')
  await expect(row).toContainText('Saving…')
  await expect(field('CHAT_STARTED')).toBeHidden()
  await settle('continue')
  await expect(done()).toContainText('CHAT_STARTED now goes to 10.0.0.1/after.pl.')
  await expect(row).not.toContainText('Saving…')
  await expect(target('CHAT_STARTED')).toBeFocused()
  const { violations } = await axeOf(page).analyze()
  expect(violations).toEqual([])
  await undo().focus()
  await page.keyboard.press('Enter')
  await expect(done()).toContainText('Put back. CHAT_STARTED now goes to 10.0.0.1/before.pl.')
  await expect(row).toContainText('before.pl')
  // The focus is where it was, to go on with the next row.
  await expect(target('CHAT_STARTED')).toBeFocused()
})

test('a first mapping, a mute and their undo by its key', async () => {
  await goTo('/mappings')
  await edit('CLIENT_INVITED', 'first.pl')
  await expect(done()).toContainText('CLIENT_INVITED now goes to 10.0.0.1/first.pl.')
  await page.keyboard.press('u')
  await expect(done()).toContainText('Put back. CLIENT_INVITED is not mapped any more.')
  await target('CLIENT_INVITED').click()
  await page.getByRole('button', { name: 'Deliver nothing' }).click()
  await expect(done()).toContainText('CLIENT_INVITED is delivered nowhere now.')
  await undo().click()
  await expect(done()).toContainText('Put back.')
  await expect(target('CLIENT_INVITED')).toContainText('not mapped')
})

test('what somebody else has changed since is not put back, and who it was is said', async () => {
  set('NEW_OPERATOR', 'mine.pl')
  await goTo('/mappings')
  await edit('NEW_OPERATOR', 'mine2.pl')
  await expect(done()).toContainText('NEW_OPERATOR now goes to')
  set('NEW_OPERATOR', 'theirs.pl')
  await undo().click()
  await expect(notDone()).toContainText('Not put back. command line changed it since.')
  await reload(page)
  await expect(target('NEW_OPERATOR')).toContainText('theirs.pl')
})

test('a mapping that is not saved comes back to be edited, with what was typed', async () => {
  set('BUTTON_STATUS', 'stays.pl')
  await goTo('/mappings')
  const settle = await holdDeeds()
  await edit('BUTTON_STATUS', 'lost.pl')
  await expect(field('BUTTON_STATUS')).toBeHidden()
  await settle('abort')
  await expect(field('BUTTON_STATUS')).toHaveValue('http://10.0.0.1/lost.pl')
  await expect(page.getByRole('alert').filter({ hasText: 'The server did not answer' })).toBeVisible()
  await expect(field('BUTTON_STATUS')).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(target('BUTTON_STATUS')).toContainText('stays.pl')
})

test('a pause is shown at once, rolled back when it cannot be done, and taken back', async () => {
  set('LICENCE_INFO', 'paused.pl')
  await goTo('/endpoints')
  const row = page.getByRole('row').filter({ hasText: 'paused.pl' })
  const form = page.getByRole('form', { name: /^Pause / })
  const pause = async (how: 'continue' | 'abort') => {
    const settle = await holdDeeds()
    await page.keyboard.press('Enter')
    await expect(row).toContainText('Paused by you')
    await expect(form).toBeHidden()
    await settle(how)
  }
  await row.getByRole('button', { name: /^Pause / }).click()
  await form.getByRole('textbox', { name: 'Reason' }).fill('moving')
  await pause('abort')
  await expect(row).not.toContainText('Paused by')
  await expect(form.getByRole('textbox', { name: 'Reason' })).toHaveValue('moving')
  await expect(form).toContainText('The server did not answer')
  await form.getByRole('textbox', { name: 'Reason' }).focus()
  await pause('continue')
  await expect(done()).toContainText('is paused: its deliveries are held.')
  await expect(row).toContainText(/Paused by \S+@\S+ since .*: moving\./)
  await undo().click()
  await expect(done()).toContainText('is not paused any more.')
  await expect(row.getByRole('button', { name: /^Pause / })).toBeVisible()
})

test('a resume is taken back, but not when the endpoint was turned since', async () => {
  set('LICENCE_INFO', 'resumed.pl')
  const url = 'http://10.0.0.1/resumed.pl'
  bellhop.cli('endpoint', 'pause', url, '--reason', 'moving')
  await goTo('/endpoints')
  const row = page.getByRole('row').filter({ hasText: 'resumed.pl' })
  const resume = row.getByRole('button', { name: /^Resume / })
  await resume.click()
  await expect(done()).toContainText('is resumed.')
  await undo().click()
  await expect(done()).toContainText('is paused again.')
  await expect(row).toContainText(/Paused by \S+@\S+ since .*: moving\./)
  await resume.click()
  await expect(done()).toContainText('is resumed.')
  bellhop.cli('endpoint', 'pause', url)
  await undo().click()
  await expect(notDone()).toContainText(`command line paused ${url} since; it stays so.`)
})

test('a view that is removed is put back', async () => {
  await goTo('/deliveries?status=failed')
  await page.getByRole('button', { name: 'Save view' }).click()
  await page.getByRole('dialog').getByRole('textbox', { name: 'Name' }).fill('To look at')
  await page.keyboard.press('Enter')
  const views = page.getByRole('navigation', { name: 'Views' })
  const tab = views.getByRole('link', { name: 'To look at' })
  await expect(tab).toBeVisible()
  await views.getByRole('button', { name: 'Remove the view To look at' }).click()
  await expect(done()).toContainText('The view To look at is removed.')
  await expect(tab).toBeHidden()
  await undo().click()
  await expect(done()).toContainText('The view To look at is there again.')
  await expect(tab).toBeVisible()
})

test('nothing of this made the browser complain', () => {
  expect(problems.filter((problem) => !problem.includes('ERR_FAILED'))).toEqual([])
})
