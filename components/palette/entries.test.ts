import { describe, expect, it } from 'vitest'
import { type Entry, foundEntries, ownEntries, searchEntries } from './entries.ts'

const labels = (query: string) => ownEntries(query).map(({ label }) => label)
const hrefs = (entries: Entry[]) => entries.map((entry) => 'href' in entry && entry.href)

describe('what the palette knows by itself', () => {
  it('is found by every word of the query, in any order and case', () => {
    expect(labels('CHAT add')).toEqual(['Add a chat server'])
    expect(labels('theme')).toEqual(['Switch between light and dark'])
    expect(labels('mapp')).toEqual(['Mappings'])
    expect(labels('licence_info')).toEqual(['LICENCE_INFO'])
    expect(labels('zebra')).toEqual([])
  })

  it('offers the places and deeds to whoever has not written yet', () => {
    expect(new Set(ownEntries(' ').map(({ group }) => group))).toEqual(new Set(['Places', 'Do']))
  })
})

it('what the server found leads to its page', () => {
  const at = '2026-11-19T13:32:48.000Z'
  const found = foundEntries(
    {
      licences: ['1520/a'],
      endpoints: [{ id: 'n1', url: 'https://shop.example/' }],
      deliveries: [{ id: 'd1', eventType: 'CHAT_STARTED', licence: '1520', status: 'failed', at }],
      calls: [{ id: 'c1', eventType: null, licence: null, at }],
      clients: [{ licence: '1520', clientId: 'S1&2', at }],
      eventTypes: ['CHAT_RATED'],
    },
    'Europe/Warsaw',
  )
  expect(hrefs(found)).toEqual([
    '/licences/1520~2Fa',
    '/deliveries/d1',
    '/events/c1',
    '/chats/story?licence=1520&client=S1%262',
    '/endpoints/n1',
    '/event-types?type=CHAT_RATED',
  ])
  expect(found[1]?.detail).toBe('Failed · licence 1520 · Thu 19 Nov, 14:32:48')
})

it('any text can be searched for in the log', () => {
  expect(hrefs(searchEntries(' jane@example.com '))).toEqual([
    '/deliveries?search=jane@example.com',
    '/events?search=jane@example.com',
    '/chats?search=jane@example.com',
  ])
  expect(searchEntries(' ')).toEqual([])
})
