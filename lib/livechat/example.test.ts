import { expect, test } from 'vitest'
import { AGENT_STATES, describeEventType, EVENT_TYPES } from '#lib/livechat/catalogue.ts'
import { chatText } from '#lib/livechat/chat-text.ts'
import { exampleEvent } from '#lib/livechat/example.ts'
import { firstValue } from '#lib/livechat/parameters.ts'

test.each(EVENT_TYPES)('an example of %s has the parameters of the catalogue', (eventType) => {
  const example = exampleEvent(eventType, '1520')
  expect(example.map(([name]) => name)).toEqual(describeEventType(eventType)?.parameters.map((p) => p.name))
  expect(example.slice(0, 2)).toEqual([
    ['EVENT', eventType],
    ['LICENCE', '1520'],
  ])
  expect(example.filter(([name, value]) => value === '' && name !== 'PROMO_CODE')).toEqual([])
})

test('a chat is url-encoded and reads as a conversation', () => {
  const chat = firstValue(exampleEvent('VISITOR_LEFT_CHAT', '1520'), 'CHAT') ?? ''
  expect(chat).toMatch(/^[!-~]+$/)
  expect(chatText(chat, 'utf-8')).toContain('\nVisitor: ')
})

test('a state is one that the catalogue knows', () => {
  const states: string[] = AGENT_STATES.map((state) => state.value)
  expect(states).toContain(firstValue(exampleEvent('OPERATOR_STATUS', '1'), 'STATUS'))
})

test('overrides replace in place and add at the end', () => {
  expect(exampleEvent('BUTTON_STATUS', '7', { STATUS: 'offline', EXTRA: 'x' })).toEqual([
    ['EVENT', 'BUTTON_STATUS'],
    ['LICENCE', '7'],
    ['STATUS', 'offline'],
    ['EXTRA', 'x'],
  ])
})

test('an unknown event type has EVENT and LICENCE', () => {
  expect(exampleEvent('__proto__', '7')).toEqual([
    ['EVENT', '__proto__'],
    ['LICENCE', '7'],
  ])
})
