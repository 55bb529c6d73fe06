import { request } from 'undici'
import { describe, expect, it, onTestFinished } from 'vitest'
import { behave, startDemoReceiver } from './receiver.ts'

const NOON = Date.UTC(2026, 10, 23, 12, 5)

describe('the scripts of the demo', () => {
  it.each([
    ['/chats.pl', NOON, 0.5, 'ok'],
    ['/chats.pl', NOON, 0.01, 'fails'],
    ['/chats.pl', NOON, 0.04, 'slow'],
    ['/subscriptions.pl', NOON, 0.5, 'not there'],
    ['/events.pl', NOON, 0.5, 'ok'],
    ['/events.pl', NOON - 5 * 60_000 + 44_000, 0.5, 'hangs up'],
    ['/chats.pl', NOON - 5 * 60_000, 0.5, 'ok'],
  ] as const)('%s at %d with %d: %s', (path, at, random, expected) => {
    expect(behave(path, at, random)).toBe(expected)
  })

  it('take another port when theirs is in use', async () => {
    const first = await startDemoReceiver(0)
    onTestFinished(first.stop)
    const second = await startDemoReceiver(first.port)
    onTestFinished(second.stop)
    expect(second.port).not.toBe(first.port)
    const answer = await request(`${second.url}/subscriptions.pl?x`, { method: 'POST', body: 'EVENT=X' })
    expect(answer.statusCode).toBe(404)
    expect(await answer.body.text()).toContain('not found')
  })
})
