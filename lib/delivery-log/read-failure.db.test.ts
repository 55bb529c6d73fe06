import { expect, it } from 'vitest'
import { getChats } from '../chats/get-chats.ts'
import { listEndpointPage } from '../endpoints/list-endpoint-page.ts'
import { listLicencePage } from '../licences/list-licence-page.ts'
import { useTestDatabase } from '../test/database.ts'
import { listCalls } from './list-calls.ts'
import { listDeliveries } from './list-deliveries.ts'
import { orFailure } from './read-failure.ts'

useTestDatabase()

const NAME = 'a\0b'

it.each([
  ['deliveries of a licence', () => listDeliveries({ licence: [NAME] })],
  ['deliveries to a URL', () => listDeliveries({ endpoint: [NAME] })],
  ['events of an agent', () => listCalls({ agent: [NAME] })],
  ['events of a chat server', () => listCalls({ chatServer: [NAME] })],
  ['licences', () => listLicencePage({ search: NAME })],
  ['endpoints', () => listEndpointPage({ search: NAME })],
  ['chats', () => getChats(NAME, NAME)],
])('a NUL in what is asked for is said, and is no failure of the database: %s', async (_, read) => {
  expect(await orFailure<unknown>(read())).toEqual({
    page: 'A filter in the address is not valid: there is a NUL in it.',
    isAnswerable: false,
  })
})
