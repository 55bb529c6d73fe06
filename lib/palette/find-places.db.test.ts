import { describe, expect, it } from 'vitest'
import { pool } from '#lib/db/pool.ts'
import { findPlaces, idRange, MOST_OF_A_KIND } from '#lib/palette/find-places.ts'
import { useTestDatabase } from '#lib/test/database.ts'
import { mapTo, storeForms } from '#lib/test/events.ts'

useTestDatabase()

const addLicence = (number: string) => pool().query('INSERT INTO licence (number) VALUES ($1)', [number])

describe('the range of ids that begin alike', () => {
  it.each([
    ['019aBCde', '019abcde000000000000000000000000', '019abcdeffffffffffffffffffffffff'],
    ['019abcde-1234-7', '019abcde123470000000000000000000', '019abcde12347fffffffffffffffffff'],
  ])('of %s', (text, first, last) => expect(idRange(text)).toEqual({ first, last }))

  it.each(['019ab', 'jane@example.com', 'CHAT_STARTED', '0'.repeat(33), ''])('is none of %j', (text) =>
    expect(idRange(text)).toBeNull(),
  )
})

describe('what is found', () => {
  it('are licences by a part of their number, the number itself first, and a few at most', async () => {
    for (const number of ['77', '177', '770', '7712', '77123', '77124', 'AB77']) await addLicence(number)
    const { licences } = await findPlaces(' 77 ')
    expect(licences).toEqual(['77', '770', '7712', '77123', '77124'])
    expect(licences).toHaveLength(MOST_OF_A_KIND)
    expect((await findPlaces('ab7')).licences).toEqual(['AB77'])
    expect((await findPlaces('licence 7712')).licences).toEqual(['7712', '77123', '77124'])
    expect((await findPlaces('%')).licences).toEqual([])
  })

  it('are endpoints by a part of the URL, but not by what is behind its question mark', async () => {
    const url = 'http://shop.example/events.pl?token=s3cret'
    const id = await mapTo('CHAT_STARTED', url)
    expect((await findPlaces('SHOP.example/ev')).endpoints).toEqual([{ id, url }])
    expect((await findPlaces(url)).endpoints).toEqual([{ id, url }])
    expect((await findPlaces('s3cr')).endpoints).toEqual([])
  })

  it('are a delivery and an event by their id or its beginning', async () => {
    await mapTo('OPERATOR_STATUS', 'http://a.example/', '88')
    const [event] = await storeForms(['LICENCE=88&EVENT=OPERATOR_STATUS&STATUS=0'], {}, 3600)
    const [delivery] = event?.outcome === 'accepted' ? event.deliveries : []
    const of = { eventType: 'OPERATOR_STATUS', licence: '88' }
    expect(await findPlaces(event?.id ?? '')).toMatchObject({
      calls: [{ id: event?.id, ...of }],
      deliveries: [],
    })
    const found = await findPlaces(delivery?.id.slice(0, 20).toUpperCase() ?? '')
    expect(found.deliveries).toMatchObject([{ id: delivery?.id, status: 'pending', ...of }])
    expect((await findPlaces('00000000')).calls).toEqual([])
  })

  it('are clients by how their id begins, in each licence that has them', async () => {
    for (const licence of ['91', '92', '91'])
      await storeForms([`LICENCE=${licence}&EVENT=CHAT_STARTED&CLIENT_ID=S12.ab&STATUS=0`])
    const { clients } = await findPlaces('S12.ab')
    expect(clients.map(({ licence }) => licence)).toEqual(['91', '92'])
    expect((await findPlaces('s12')).clients).toEqual(clients)
    expect((await findPlaces('S13')).clients).toEqual([])
  })

  it('are mapped event types that the catalogue does not have', async () => {
    await mapTo('CHAT_RATED', 'http://b.example/')
    await mapTo('CHAT_RATED', 'http://b.example/', '93')
    expect((await findPlaces('chat_')).eventTypes).toEqual(['CHAT_RATED'])
  })
})

it('refuses what is no text to look for', async () => {
  await expect(findPlaces('  ')).rejects.toThrow()
  await expect(findPlaces('x'.repeat(301))).rejects.toThrow()
  expect((await findPlaces('zz\0zz')).licences).toEqual([])
})
