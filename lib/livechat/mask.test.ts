import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseForm } from '#lib/livechat/form-bytes.ts'
import { maskForm, maskParameters } from '#lib/livechat/mask.ts'

const latin1 = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0))
const text = (value: Uint8Array) => String.fromCharCode(...value)
const mask = (form: string) => text(maskForm('NEW_OPERATOR', latin1(form), 'utf-8'))

test('secret values are masked, their length too', () => {
  expect(
    maskParameters('NEW_OPERATOR', [
      ['PASSWORD', 'canary-7781'],
      ['my_token', ''],
      ['LAST_NAME', 'Lis'],
    ]),
  ).toEqual([
    ['PASSWORD', '••••'],
    ['my_token', '••••'],
    ['LAST_NAME', 'Lis'],
  ])
})

test.each([
  ['EVENT=NEW_OPERATOR&PASSWORD=canary&LAST_NAME=L%69s', 'EVENT=NEW_OPERATOR&PASSWORD=****&LAST_NAME=L%69s'],
  ['%50ASSWORD=canary', '%50ASSWORD=****'],
  ['PASSWORD=ca=na=ry', 'PASSWORD=****'],
  ['PASSWORD=', 'PASSWORD=****'],
  ['PASSWORD', 'PASSWORD'],
  ['password=a&PASSWORD=b', 'password=****&PASSWORD=****'],
  ['x=\xff\x00%zz&&=y', 'x=\xff\x00%zz&&=y'],
  ['', ''],
])('the form %j is shown as %j', (form, expected) => {
  expect(mask(form)).toBe(expected)
})

test('a call that names no event type is masked as well', () => {
  expect(text(maskForm(null, latin1('PASSWORD=canary'), 'windows-1250'))).toBe('PASSWORD=****')
})

test('no secret value survives and no other byte changes', () => {
  const field = fc.string({ unit: fc.constantFrom(...'ab%+=1\xff'), maxLength: 8 })
  const pair = fc.tuple(fc.constantFrom('x', 'PASSWORD', 'a_token', ''), field).map(([n, v]) => `${n}=${v}`)
  fc.assert(
    fc.property(fc.array(pair, { minLength: 1, maxLength: 8 }), (pairs) => {
      const masked = parseForm(latin1(mask(pairs.join('&')))).map((p) => text(p.raw))
      expect(masked).toEqual(
        pairs.map((p) => (/^(PASSWORD|a_token)=/.test(p) ? `${p.split('=', 1)[0]}=****` : p)),
      )
    }),
  )
})

test('a body of millions of parameters is masked as any other', () => {
  const form = Buffer.concat([
    Buffer.alloc(2_000_000, '&'),
    Buffer.from('PASSWORD=canary'),
    Buffer.alloc(2_000_000, '&a='),
  ])
  const masked = Buffer.from(maskForm('NEW_OPERATOR', form, 'utf-8'))
  expect(masked.length).toBe(form.length - 'canary'.length + 4)
  expect(masked.includes('PASSWORD=****&a=&a=')).toBe(true)
})
