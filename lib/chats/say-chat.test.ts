import { describe, expect, it } from 'vitest'
import { sayChat, sayDeliveries, sayLength } from '#lib/chats/say-chat.ts'

const START = '2026-11-19T12:40:00.000Z'
const chat = { agents: ['jane@example.com'], isStarted: true, isEnded: true, firstAt: START, lastAt: START }

describe('a chat in a sentence', () => {
  it.each([
    [{ lastAt: '2026-11-19T12:51:20.000Z' }, 'A visitor was in a chat with jane for 11 min.'],
    [
      { agents: ['jane@example.com', 'john@example.com', 'ewa'], lastAt: '2026-11-19T12:40:40.000Z' },
      'A visitor was in a chat with jane, john, then ewa for 40 s.',
    ],
    [{ isEnded: false }, 'A visitor is in a chat with jane. Its end has not come.'],
    [{ isStarted: false, isEnded: false }, 'jane invited a visitor. No chat has come of it.'],
    [{ agents: [] }, 'A visitor was in a chat with an agent for 0 s.'],
  ])('%j', (more, said) => {
    expect(sayChat({ ...chat, ...more })).toBe(said)
  })
})

describe('its deliveries in a sentence', () => {
  it.each([
    [[], 'Nothing was mapped for its events.'],
    [['succeeded'], 'The one delivery succeeded.'],
    [['succeeded', 'succeeded'], '2 deliveries succeeded.'],
    [['failed'], 'Of 1 delivery 1 failed.'],
    [['succeeded', 'failed', 'failed', 'pending'], 'Of 4 deliveries 2 failed and 1 on its way.'],
    [['held', 'pending', 'succeeded'], 'Of 3 deliveries 2 on their way.'],
  ] as const)('%j', (statuses, said) => {
    expect(sayDeliveries(statuses.map((status) => ({ status })))).toBe(said)
  })
})

describe('a length of time', () => {
  it.each([
    [0, '0 s'],
    [89_000, '89 s'],
    [90_000, '2 min'],
    [5_400_000, '1 h 30 min'],
    [7_200_000, '2 h'],
  ])('%d ms', (ms, said) => {
    expect(sayLength(ms)).toBe(said)
  })
})
