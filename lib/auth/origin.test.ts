import { describe, expect, it } from 'vitest'
import { safeNext } from './safe-next.ts'
import { isSameOrigin } from './verify-same-origin.ts'

const LOOPBACK = 'http://127.0.0.1:3000'
const LAN = 'http://10.0.0.5:3000'
/** Listens everywhere, and guesses that people use this address. */
const ANY = { baseUrl: 'http://192.168.0.4:3000', isAnyHost: true }

describe('a request that changes something', () => {
  it.each([
    ['from our own page', LOOPBACK, { 'sec-fetch-site': 'same-origin', origin: LOOPBACK }, true],
    [
      'by another name of loopback',
      LOOPBACK,
      { 'sec-fetch-site': 'same-origin', origin: 'http://localhost:3000' },
      true,
    ],
    ['without either header', LOOPBACK, {}, false],
    ['with our Origin only, where browsers send more', LOOPBACK, { origin: LOOPBACK }, false],
    [
      'from another site',
      LOOPBACK,
      { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' },
      false,
    ],
    ['from a neighbour of the same site', LOOPBACK, { 'sec-fetch-site': 'same-site' }, false],
    ['typed into the address bar', LOOPBACK, { 'sec-fetch-site': 'none' }, false],
    ['with Origin null', LOOPBACK, { 'sec-fetch-site': 'same-origin', origin: 'null' }, false],
    [
      'with a foreign Origin that claims to be ours',
      LOOPBACK,
      { 'sec-fetch-site': 'same-origin', origin: 'https://evil.example' },
      false,
    ],
    ['over plain http in a LAN, with our Origin', LAN, { origin: LAN }, true],
    ['over plain http in a LAN, without Origin', LAN, {}, false],
    ['over plain http in a LAN, from elsewhere', LAN, { origin: 'http://10.0.0.6:3000' }, false],
    ['at a server that listens everywhere', ANY, { origin: LAN, host: '10.0.0.5:3000' }, true],
    [
      'at one that found no address but loopback',
      { baseUrl: LOOPBACK, isAnyHost: true },
      { origin: LAN, host: '10.0.0.5:3000' },
      true,
    ],
    ['from elsewhere at a server that listens everywhere', ANY, { origin: LAN, host: 'x.example' }, false],
  ])('%s', (_, at, headers, expected) => {
    const own = typeof at === 'string' ? { baseUrl: at, isAnyHost: false } : at
    expect(isSameOrigin(new Headers(headers as Record<string, string>), own)).toBe(expected)
  })
})

describe('where the log-in leads', () => {
  it.each(['/events?licence=1520', '/deliveries/0198'])('keeps %s', (next) => {
    expect(safeNext(next)).toBe(next)
  })
  it('drops the parameter of a partial page load', () => {
    expect(safeNext('/events?status=failed&_rsc=1x')).toBe('/events?status=failed')
  })
  it.each([
    '//evil.example',
    '/\\evil.example',
    '/\t/evil.example',
    'https://evil.example',
    'javascript:alert(1)',
    '/..//evil.example',
    '/login?next=/login',
    '/api/auth/sign-out',
    undefined,
    ['/events'],
  ])('refuses %j', (next) => expect(safeNext(next)).toBe('/deliveries'))
})
