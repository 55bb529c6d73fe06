import { expect, test } from '@playwright/test'
import { chatServer } from './support/chat-server.ts'
import { logIn } from './support/log-in.ts'
import { type Bellhop, startBellhop } from './support/processes.ts'
import { type Receiver, startReceiver } from './support/receiver.ts'
import { visit } from './support/visit.ts'

let bellhop: Bellhop
let receiver: Receiver

test.beforeAll(async () => {
  receiver = await startReceiver()
  bellhop = await startBellhop()
})
test.afterAll(async () => {
  await bellhop?.stop()
  await receiver?.stop()
})

test('a delivery is sent to another URL with an edited payload, and stands beside the original', async ({
  page,
}) => {
  const ingestUrl = bellhop.cli('chat-server', 'add', 'rack 1').trim()
  bellhop.cli('mapping', 'set', 'NEW_OPERATOR', `${receiver.url}/live.pl`)
  const server = chatServer(ingestUrl)
  const form = 'EVENT=NEW_OPERATOR&LICENCE=1520&PASSWORD=hunt%65r2&FIRST_NAME=Jan%zz&LAST_NAME=Nowak&PHONE=7'
  await server.call(form)
  await server.stop()
  await receiver.until(1)
  const problems = await logIn(page, bellhop, '/deliveries')
  const link = page.getByRole('table').getByRole('link').first()
  await visit(page, `${bellhop.url}${await link.getAttribute('href')}`)
  await expect(page).toHaveURL(/\/deliveries\/[0-9a-f-]{36}$/)
  const original = page.url()
  await page.getByRole('button', { name: 'Edit and send…' }).click()
  const dialog = page.getByRole('dialog')
  await expect(dialog.getByText('Secret: sent as it is')).toBeVisible()
  await expect(dialog.getByRole('button', { name: 'Send' })).toBeDisabled()
  await dialog.getByLabel('URL').fill('ftp://nowhere')
  await dialog.getByRole('button', { name: 'Send' }).click()
  await expect(dialog.getByLabel('URL')).toHaveAttribute('aria-invalid', 'true')
  await dialog.getByLabel('URL').fill(`${receiver.url}/test.pl`)
  await dialog.getByLabel('Value of LAST_NAME').fill('Kowalski & Co')
  await dialog.getByRole('button', { name: 'Leave out PHONE' }).click()
  await dialog.getByRole('button', { name: 'Add a parameter' }).click()
  await dialog.getByLabel('Name of the added parameter').fill('NOTE')
  await dialog.getByLabel('Value of the added parameter').fill('again')
  await expect(dialog.getByRole('status')).toHaveText(
    'another URL, 1 parameter changed, 1 parameter added, 1 parameter removed.',
  )
  await dialog.getByRole('button', { name: 'Send' }).click()

  const note = page.getByRole('region', { name: 'Changed resend' })
  await expect(note).toContainText('by ola@bellhop.example')
  await expect(note).toContainText(`Sent to ${receiver.url}/test.pl`)
  await expect(note).toContainText('LAST_NAME: “Kowalski & Co” in place of “Nowak”')
  await expect(note).toContainText('PHONE left out')
  const [, changed] = receiver.received
  expect(changed?.target).toBe('/test.pl')
  // What nobody touched keeps its bytes, the secret too.
  expect(changed?.body.toString()).toBe(
    'EVENT=NEW_OPERATOR&LICENCE=1520&PASSWORD=hunt%65r2&FIRST_NAME=Jan%zz&LAST_NAME=Kowalski+%26+Co&NOTE=again',
  )
  expect(changed?.headers['webhook-id']).not.toBe(receiver.received[0]?.headers['webhook-id'])
  expect(await page.content()).not.toMatch(/hunter2|hunt%65r2/)

  await note.getByRole('link', { name: 'the original delivery' }).click()
  await expect(page).toHaveURL(original)
  await expect(page.getByRole('region', { name: 'What people did' })).toContainText('Succeeded')

  // It is found by where it went, and its row says that this is not its endpoint.
  await visit(page, `${bellhop.url}/deliveries?endpoint=test.pl`)
  const row = page.getByRole('row').filter({ hasText: 'NEW_OPERATOR' })
  await expect(row).toHaveCount(1)
  await expect(row).toContainText('NEW_OPERATOR changed')
  await expect(row).toContainText(/elsewhere.*test\.pl/)
  expect(problems).toEqual([])
})
