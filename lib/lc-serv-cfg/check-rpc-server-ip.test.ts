import { expect, test } from 'vitest'
import { checkRpcServerIp } from '#lib/lc-serv-cfg/check-rpc-server-ip.ts'

test.each(['10.0.0.1:80', 'shop.example', 'rack_3:8080', '[::1]:80', '[fe80::1]', 'h:65535'])(
  '%s is taken exactly as given',
  (value) => {
    expect(checkRpcServerIp(value)).toEqual({ ok: true, value })
  },
)

test.each([
  ['', 'empty'],
  ['http://10.0.0.1:80', 'not a URL'],
  ['10.0.0.1 :80', 'position 9 (U+0020)'],
  ['h\r\nEVENT_X:80', 'position 2 (U+000D)'],
  ['h\u2028:80', 'position 2 (U+2028)'],
  ['h:80/x', 'position 5'],
  ['u@h', 'position 2'],
  [':80', 'names no host'],
  ['::1', 'brackets'],
  ['[::1', 'position 1'],
  ['a:b:c', 'port at position 3'],
  ['h:', 'port at position 3'],
  ['h:0', 'port at position 3'],
  ['h:65536', 'port at position 3'],
  ['h:8o', 'port at position 3'],
  ['1.2.3.4.5:80', 'not a host'],
])('%j is refused: %s', (text, reason) => {
  const checked = checkRpcServerIp(text)
  expect(checked.ok ? '' : checked.reason).toContain(reason)
})

test('a host of 64 KB is refused by its length', () => {
  const checked = checkRpcServerIp('a'.repeat(65_536))
  expect(checked.ok ? '' : checked.reason).toContain('65536 characters')
})
