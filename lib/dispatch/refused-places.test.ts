import { expect, it } from 'vitest'
import { parseAllow } from './address-policy.ts'
import { refusedPlaces } from './refused-places.ts'

const allowed = parseAllow('10.0.0.0/24')
const policy = allowed.ok ? { ...allowed.policy, ownPorts: [3000] } : { allow: [], ownPorts: [] }
const at = (hostname: string, port = 80) => ({ hostname, port })

it('names what the guard would not call, with what to set, and nothing else', async () => {
  const places = [
    ...[at('10.0.0.5'), at('10.9.9.9'), at('10.9.9.9'), at('127.0.0.1', 3000), at('8.8.8.8')],
    ...[at('localhost', 8080), at('shop.example')],
  ]
  expect(Object.fromEntries(await refusedPlaces(places, policy))).toEqual({
    '10.9.9.9:80':
      '10.9.9.9 is private. Set DISPATCH_ALLOW=10.0.0.0/24,10.9.9.9/32 on the server and restart.',
    '127.0.0.1:3000': "Port 3000 on 127.0.0.1 is Bellhop's own. It is never called.",
    'localhost:8080': expect.stringMatching(/^localhost leads to .* is private[.] Set DISPATCH_ALLOW=/),
  })
})
