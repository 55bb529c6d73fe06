import fc from 'fast-check'
import { expect, test } from 'vitest'
import { maskJson } from '#lib/livechat/mask-json.ts'

test.each([
  ['{"EVENT":"X","PASSWORD":"pa\\"ss","A":"b"}', '{"EVENT":"X","PASSWORD":"****","A":"b"}'],
  [
    '{"2":"b","1":"a","api_token":["x","","y\\\\"],"":"z"}',
    '{"2":"b","1":"a","api_token":["****","****","****"],"":"z"}',
  ],
  ['{"P\\u0041SSWORD":"x","__proto__":"PASSWORD"}', '{"P\\u0041SSWORD":"****","__proto__":"PASSWORD"}'],
  ['{"A":"PASSWORD\\":","PWD":""}', '{"A":"PASSWORD\\":","PWD":"****"}'],
  ['{}', '{}'],
])('%s is shown as %s', (text, shown) => {
  expect(maskJson('NEW_OPERATOR', text)).toBe(shown)
})

test.each([
  '',
  'PASSWORD=x',
  '["PASSWORD","x"]',
  '{"PASSWORD":{"a":"x"}}',
  '{"PASSWORD" :"x"}',
  '{"a":1}',
  '{"PASSWORD":"x"',
  // Of a name that comes twice only the last is in what the parser gives.
  '{"PASSWORD":{"i":"canary"},"PASSWORD":"y"}',
  '{"PASSWORD":12345,"PASSWORD":"y"}',
])('of %s nothing is shown', (text) => {
  expect(maskJson(null, text)).toBeNull()
})

test('no secret is left in any object of parameters, and all else stays', () => {
  const names = fc.oneof(fc.constantFrom('PASSWORD', 'pwd', '__proto__', '1', ''), fc.string())
  const canary = fc
    .string({ unit: fc.constantFrom('"', '\\', ':', ',', 'x', '}', '\n') })
    .map((text) => `canary${text}`)
  fc.assert(
    fc.property(fc.dictionary(names, fc.oneof(canary, fc.array(canary))), (parameters) => {
      const masked = maskJson(null, JSON.stringify(parameters))
      const parsed: Record<string, string | string[]> = JSON.parse(masked ?? 'null')
      for (const [name, value] of Object.entries(parameters)) {
        if (/pass|pwd|token|secret/i.test(name)) expect(JSON.stringify(parsed[name])).not.toContain('canary')
        else expect(parsed[name]).toEqual(value)
      }
    }),
  )
})
