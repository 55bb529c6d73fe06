import { describe, expect, it } from 'vitest'
import { codesOf, describeEventType, EVENT_TYPES } from '#lib/livechat/catalogue.ts'
import { exampleEvent } from '#lib/livechat/example.ts'
import { findOddities } from '#lib/livechat/oddities.ts'
import { parametersSchema, remarksOn } from '#lib/livechat/parameters-schema.ts'

describe.each(EVENT_TYPES)('the schema of %s', (eventType) => {
  const example = exampleEvent(eventType, '1520')
  const values = Object.fromEntries(example)

  it('has nothing to say of the example, nor of a parameter that it does not know', () => {
    expect([...remarksOn(eventType, { ...values, NEW_IN_2027: 'x' })]).toEqual([])
  })

  it('keeps what it is given', () => {
    expect(parametersSchema(eventType).parse({ ...values, EXTRA: 'x' })).toEqual({ ...values, EXTRA: 'x' })
  })

  it('misses every parameter but the optional ones, as the findings do', () => {
    const missing = findOddities(eventType, []).map(({ name }) => name)
    expect([...remarksOn(eventType, {}).keys()]).toEqual(missing)
  })

  it('knows the same lists of values as the findings', () => {
    const coded = describeEventType(eventType)?.parameters.filter(({ type }) => codesOf(type)) ?? []
    for (const { name } of coded) {
      const other = example.map(([one, value]): [string, string] => [one, one === name ? 'x' : value])
      expect(findOddities(eventType, other)).toEqual([{ kind: 'unlisted value', name, value: 'x' }])
      expect([...remarksOn(eventType, Object.fromEntries(other)).keys()]).toEqual([name])
    }
  })
})

it.each([
  ['NEW_OPERATOR_SUBSCRIPTION', 'OPERATORS_COUNT_CC', 'two', 'This is not a whole number.'],
  ['NEW_OPERATOR_SUBSCRIPTION', 'NET_PRICE', '840,50', undefined],
  ['NEW_OPERATOR_SUBSCRIPTION', 'START_DATE', 'tomorrow', undefined],
  ['CHAT_STARTED', 'INVITING_OP', '', undefined],
  ['CHAT_STARTED', 'OPERATOR_ID', 'anna', 'This is not a LIVECHAT ID, which is an e-mail address.'],
  ['CHAT_STARTED', 'EVENT', 'CHAT', 'This is not the name of the event type.'],
  ['NEW_LICENCE', 'WEB_PAGE', 'lamps', 'This is not the address of a web page.'],
  ['VISITOR_LEFT_CHAT', 'CHAT', 'not encoded', 'This is not text that is URL-encoded once more.'],
  ['CHAT_RATED', 'LICENCE', ' ', 'This is not the number of a licence.'],
  ['CHAT_RATED', 'STARS', 'many', undefined],
])('of %s, %s=%s: %s', (eventType, name, value, remark) => {
  const values = { ...Object.fromEntries(exampleEvent(eventType, '1520')), [name]: value }
  expect(remarksOn(eventType, values).get(name)).toBe(remark)
})
