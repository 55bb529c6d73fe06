import { describe, expect, it } from 'vitest'
import { describeEventType } from '#lib/livechat/catalogue.ts'
import { meaningOf, remarkOn } from './parameter-meaning.ts'

const parameter = (eventType: string, name: string) =>
  describeEventType(eventType)?.parameters.find((one) => one.name === name)

describe('the meaning of a parameter', () => {
  it.each([
    ['OPERATOR_STATUS', 'STATUS', '3', 'TEXT_AVAILABLE'],
    ['OPERATOR_STATUS', 'STATUS', '9', 'none of the known values'],
    ['BUTTON_STATUS', 'STATUS', 'online', null],
    ['PRIVATE_CHAT_STATUS', 'STATUS', 'start', null],
    ['LICENCE_INFO', 'LIC_TYPE', '9', 'ASP-DEMO'],
    ['OPERATOR_STATUS', 'OPERATOR_ID', '3', null],
    ['OPERATOR_STATUS', 'UNHEARD_OF', '3', null],
  ])('%s %s=%s is %s', (eventType, name, value, meaning) => {
    expect(meaningOf(parameter(eventType, name), value)).toBe(meaning)
  })

  it('is told with what is odd about it', () => {
    expect(remarkOn(parameter('VISITOR_LEFT_CHAT', 'CHAT'))).toBe(
      'The whole conversation. URL-encoded once more inside the form value.',
    )
    expect(remarkOn(parameter('BUTTON_STATUS', 'STATUS'))).toBe('State of the buttons')
    expect(remarkOn(undefined)).toBeNull()
  })
})
