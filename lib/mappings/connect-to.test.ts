import fc from 'fast-check'
import { expect, test } from 'vitest'
import { checkConnectTo, spellAddress } from '#lib/mappings/connect-to.ts'

test.each([
  ['10.0.0.1:80', '10.0.0.1', 80],
  [' 83.12.68.106:80\t', '83.12.68.106', 80],
  ['10.0.0.1', '10.0.0.1', null],
  ['rpc.example:65535', 'rpc.example', 65_535],
  ['RPC_1.Example', 'rpc_1.example', null],
  ['127.1:8080', '127.0.0.1', 8080],
  ['[::1]:443', '::1', 443],
  ['[0:0:0:0:0:0:0:1]', '::1', null],
])('%j is %s, port %s', (text, hostname, port) => {
  expect(checkConnectTo(text)).toEqual({ ok: true, text: text.trim(), hostname, port })
})

test.each([
  ['', 'empty'],
  ['  ', 'empty'],
  [`${'a'.repeat(298)}:80`, '301 characters'],
  ['http://10.0.0.1:80', 'without http://'],
  ['10.0.0.1:80/x', 'the path and the query stay'],
  ['10.0.0.1?x', 'the path and the query stay'],
  ['10.0.0.1#x', 'the path and the query stay'],
  ['u@10.0.0.1', 'user name'],
  ['10.0.0.1 :80', 'position 9'],
  ['10.0.0.1\r\nX: y', 'position 9'],
  ['①.0.0.1', 'position 1'],
  ['%31.0.0.1', 'no host has'],
  ['::1', '[::1] or [::1]:80'],
  ['fe80::1:80', 'in brackets'],
  [':80', 'names no host'],
  ['10.0.0.1:', 'from 1 to 65535'],
  ['10.0.0.1:0', 'from 1 to 65535'],
  ['10.0.0.1:65536', 'from 1 to 65535'],
  ['10.0.0.1:http', 'from 1 to 65535'],
  ['[::1', 'has no ]'],
  ['[nonsense]:80', 'neither'],
  ['1.2.3.4.5:80', 'neither'],
])('%j is refused: %s', (text, reason) => {
  const checked = checkConnectTo(text)
  expect(checked.ok ? '' : checked.reason).toContain(reason)
})

test('whatever is taken is spelled so that it is taken again as the same', () => {
  const unit = fc.constantFrom(...'a1.:[]-_/@%#? \t', '80', '::1')
  fc.assert(
    fc.property(fc.string({ unit }), (text) => {
      const checked = checkConnectTo(text)
      if (!checked.ok) return
      const address = { hostname: checked.hostname, port: checked.port ?? 80 }
      expect(checkConnectTo(spellAddress(address))).toMatchObject({ ok: true, ...address })
    }),
  )
})
