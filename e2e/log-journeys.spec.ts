import { expect, test } from '@playwright/test'
import { enter, type LogScene, line, rows, search, sheet, startLogScene } from './support/log-scene.ts'

let scene: LogScene

test.setTimeout(90_000)
test.beforeAll(async () => {
  scene = await startLogScene()
})
test.afterAll(() => scene?.stop())

/** Something a person does: a click, a key, or a line written and taken. Each is counted. */
function counted() {
  let count = 0
  return {
    does: async (deed: () => Promise<unknown>) => {
      count += 1
      await deed()
    },
    made: () => count,
  }
}

test('which deliveries to a host failed since Monday, why, and all of them again: in 5 interactions', async ({
  page,
}) => {
  const problems = await enter(page, scene.bellhop, '/deliveries')
  const { does, made } = counted()
  await does(() => search(page, `endpoint:${scene.host} status:failed since:monday`))
  await expect(rows(page)).toHaveCount(4)
  await expect(page).toHaveURL(/status=failed/)
  await does(() => rows(page).first().getByRole('link').click())
  await expect(sheet(page).getByRole('heading', { level: 2 })).toContainText('503')
  await expect(sheet(page)).toContainText('upstream pool exhausted')
  await does(() => page.keyboard.press('Escape'))
  await does(() => page.getByRole('button', { name: 'Resend all that match…' }).click())
  await does(() => page.getByRole('dialog').getByRole('button', { name: 'Resend 4' }).click())
  await expect(page.getByRole('region', { name: 'State' })).toContainText('4 deliveries were sent again.')
  expect(made()).toBeLessThanOrEqual(6)
  expect(problems).toEqual([])
})

test('the same by keyboard alone', async ({ page }) => {
  await enter(page, scene.bellhop, '/deliveries')
  await page.keyboard.press('/')
  await expect(line(page)).toBeFocused()
  await page.keyboard.type(`endpoint:${scene.host} status:fai`)
  await expect(page.getByRole('option', { name: /status:failed/ })).toBeVisible()
  await page.keyboard.press('Tab')
  await page.keyboard.type('exhausted')
  await page.keyboard.press('Enter')
  await expect(rows(page)).toHaveCount(4)
  // Out of the line, then from row to row.
  await page.keyboard.press('Escape')
  await page.keyboard.press('Escape')
  await page.keyboard.press('j')
  await expect(page).toHaveURL(/open=/)
  await expect(sheet(page)).toContainText('upstream pool exhausted')
  const first = await rows(page).first().getAttribute('data-row')
  await expect(sheet(page).locator(`[data-delivery="${first}"]`)).toBeVisible()
  await page.keyboard.press('j')
  await expect(page).not.toHaveURL(new RegExp(`open=${first}`))
  await page.keyboard.press('k')
  await expect(page).toHaveURL(new RegExp(`open=${first}`))
  await expect(sheet(page).locator(`[data-delivery="${first}"]`)).toBeVisible()
  const sent = scene.receiver.received.length
  await page.keyboard.press('r')
  await expect(sheet(page).getByRole('alert')).toContainText('503')
  expect(scene.receiver.received.length).toBe(sent + 1)
  await page.keyboard.press('Escape')
  await expect(page).not.toHaveURL(/open=/)
})

test('which failed since Monday, why, and all of them again, by keyboard alone: in 6 interactions', async ({
  page,
}) => {
  await enter(page, scene.bellhop, '/deliveries')
  const { does, made } = counted()
  await does(() => page.keyboard.press('/'))
  await does(async () => {
    await page.keyboard.type(`endpoint:${scene.host} status:failed since:monday`)
    await page.keyboard.press('Enter')
  })
  await expect(rows(page)).toHaveCount(4)
  await page.keyboard.press('Escape')
  await does(() => page.keyboard.press('j'))
  await expect(sheet(page)).toContainText('upstream pool exhausted')
  await does(() => page.keyboard.press('Escape'))
  await does(() => page.keyboard.press('R'))
  await expect(page.getByRole('dialog').getByRole('button', { name: 'Resend 4' })).toBeFocused()
  await does(() => page.keyboard.press('Enter'))
  await expect(page.getByRole('region', { name: 'State' })).toContainText('4 deliveries were sent again.')
  expect(made()).toBeLessThanOrEqual(6)
})

test('what happened in the chat of a client: in 3 interactions', async ({ page }) => {
  await enter(page, scene.bellhop, '/deliveries')
  const { does, made } = counted()
  await does(() => page.keyboard.press('Control+k'))
  await does(() => page.getByRole('combobox', { name: 'Jump to' }).fill('S129'))
  await expect(page.getByRole('dialog')).toContainText('S1290004380.e6b2')
  await does(() => page.getByRole('dialog').getByText('S1290004380.e6b2').click())
  await expect(page.getByRole('region', { name: 'What happened' })).toBeVisible()
  expect(made()).toBeLessThanOrEqual(3)
})

test('the password event of an agent did not arrive: in 3 interactions', async ({ page }) => {
  await enter(page, scene.bellhop, '/deliveries')
  const { does, made } = counted()
  await does(() => search(page, 'agent:jane event:new_operator'))
  await expect(rows(page)).toHaveCount(1)
  await does(() => rows(page).first().getByRole('link').click())
  await expect(sheet(page).getByRole('heading', { level: 2 })).toContainText('answered 503')
  await does(() => sheet(page).getByRole('button', { name: 'Resend', exact: true }).click())
  await expect(sheet(page).getByRole('alert')).toContainText('503')
  expect(made()).toBeLessThanOrEqual(4)
  // What is new about the second attempt: its number.
  await sheet(page).getByRole('tab', { name: 'Compare' }).click()
  await expect(sheet(page).getByRole('table', { name: 'Request headers' })).toContainText('bellhop-attempt')
  await expect(sheet(page)).toContainText('The bodies of the answers are the same.')
})

test('the chat of a client, by keyboard alone: in 3 interactions', async ({ page }) => {
  await enter(page, scene.bellhop, '/deliveries')
  const { does, made } = counted()
  await does(() => page.keyboard.press('Control+k'))
  await expect(page.getByRole('combobox', { name: 'Jump to' })).toBeFocused()
  await does(() => page.keyboard.type('S129'))
  // What is the client's stands before what searches the log.
  const found = page.getByRole('dialog').getByRole('option', { selected: true })
  await expect(found).toContainText('S1290004380.e6b2')
  await does(() => page.keyboard.press('Enter'))
  await expect(page.getByRole('region', { name: 'What happened' })).toBeVisible()
  expect(made()).toBeLessThanOrEqual(3)
})

test('the password event, by keyboard alone: in 4 interactions', async ({ page }) => {
  await enter(page, scene.bellhop, '/deliveries')
  const { does, made } = counted()
  await does(() => page.keyboard.press('/'))
  await does(async () => {
    await page.keyboard.type('agent:jane event:new_operator')
    await page.keyboard.press('Enter')
  })
  await expect(rows(page)).toHaveCount(1)
  await page.keyboard.press('Escape')
  await does(() => page.keyboard.press('j'))
  await expect(sheet(page).getByRole('heading', { level: 2 })).toContainText('answered 503')
  const sent = scene.receiver.received.length
  await does(() => page.keyboard.press('r'))
  await expect(sheet(page).getByRole('alert')).toContainText('503')
  expect(scene.receiver.received.length).toBe(sent + 1)
  expect(made()).toBeLessThanOrEqual(4)
})
