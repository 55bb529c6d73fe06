import { expect, expectTypeOf, test } from 'vitest'
import {
  AGENT_STATES,
  BUTTON_STATES,
  describeEventType,
  EVENT_TYPES,
  isEncodedAgain,
  type KnownEventType,
  LICENCE_TYPES,
  PRIVATE_CHAT_STATES,
  parameterClass,
} from '#lib/livechat/catalogue.ts'

const PAGE: Record<KnownEventType, string> = {
  NEW_LICENCE:
    'PASSWORD NICK LAST_NAME FIRST_NAME OPERATOR_ID PHONE LIC_TYPE WEB_PAGE PROMO_CODE ACCOUNT_TYPE EXPIRATION_DATE LANGUAGE',
  NEW_OPERATOR: 'PASSWORD LAST_NAME FIRST_NAME OPERATOR_ID ACCOUNT_TYPE',
  LICENCE_INFO: 'EXPIRATION_DATE LIC_TYPE',
  NEW_OPERATOR_SUBSCRIPTION:
    'OPERATORS_COUNT_CC OPERATORS_COUNT_COM START_DATE END_DATE PAYMENT_METHOD NET_PRICE VAT',
  OPERATOR_TRANSFER: 'CLIENT_ID NEW_OPERATOR_ID OPERATOR_ID STATUS',
  OPERATOR_STATUS: 'OPERATOR_ID STATUS',
  BUTTON_STATUS: 'STATUS',
  CHAT_STARTED: 'CLIENT_ID INVITING_OP OPERATOR_ID STATUS',
  PRIVATE_CHAT_STATUS: 'OPERATOR_ID STATUS GROUP',
  CLIENT_INVITED: 'OPERATOR_ID CLIENT_ID',
  OPERATOR_STOPED_CHAT: 'OPERATOR_ID CLIENT_ID GROUP CHAT',
  VISITOR_LEFT_CHAT: 'OPERATOR_ID CLIENT_ID GROUP CHAT',
}

test('the catalogue has the twelve event types in the order of the page', () => {
  expect(EVENT_TYPES).toEqual(Object.keys(PAGE))
  expectTypeOf<KnownEventType>().not.toEqualTypeOf<string>()
})

test.each(Object.entries(PAGE))('%s has the parameters of the page in their order', (eventType, names) => {
  const described = describeEventType(eventType)
  expect(described?.directive).toBe(`EVENT_${eventType}`)
  expect(described?.parameters.map((parameter) => parameter.name)).toEqual([
    'EVENT',
    'LICENCE',
    ...names.split(' '),
  ])
})

test('an event type that is not one of the twelve is not described', () => {
  for (const name of ['CHAT_RATED', '__proto__', 'constructor', 'chat_started', '']) {
    expect(describeEventType(name)).toBeNull()
  }
})

test('only INVITING_OP is optional', () => {
  const optional = EVENT_TYPES.flatMap((name) => describeEventType(name)?.parameters ?? []).filter(
    (p) => p.optional,
  )
  expect(optional.map((parameter) => parameter.name)).toEqual(['INVITING_OP'])
})

test('the oddities of the page have notes', () => {
  const note = (eventType: string, name: string) =>
    describeEventType(eventType)?.parameters.find((parameter) => parameter.name === name)?.note
  expect(note('NEW_OPERATOR_SUBSCRIPTION', 'OPERATORS_COUNT_CC')).toContain('swapped')
  expect(note('NEW_OPERATOR_SUBSCRIPTION', 'OPERATORS_COUNT_COM')).toContain('swapped')
  expect(note('LICENCE_INFO', 'EXPIRATION_DATE')).toContain('no date format')
  expect(describeEventType('NEW_OPERATOR_SUBSCRIPTION')?.note).toContain('licence info changed')
  expect(describeEventType('OPERATOR_STOPED_CHAT')?.note).toContain('STOPED')
})

test.each([
  ['NEW_LICENCE', 'PASSWORD', 'secret'],
  ['CHAT_STARTED', 'PASSWORD', 'secret'],
  ['CHAT_RATED', 'user_pwd', 'secret'],
  [null, 'AccessToken', 'secret'],
  ['CHAT_RATED', 'client_secret', 'secret'],
  ['VISITOR_LEFT_CHAT', 'CHAT', 'personal'],
  ['NEW_LICENCE', 'PHONE', 'personal'],
  ['NEW_LICENCE', 'phone', 'personal'],
  ['LICENCE_INFO', 'LIC_TYPE', 'plain'],
  ['CHAT_STARTED', 'LIC_TYPE', 'personal'],
  ['CHAT_RATED', 'EVENT', 'plain'],
  [null, 'LICENCE', 'plain'],
  [null, 'STATUS', 'personal'],
  ['CHAT_STARTED', '__proto__', 'personal'],
] as const)('of %s, %s is %s', (eventType, name, expected) => {
  expect(parameterClass(eventType, name)).toBe(expected)
})

test('codes are those of the page', () => {
  expect(AGENT_STATES.map((state) => `${state.value} ${state.name}`)).toEqual([
    '0 ONLINE',
    '1 AWAY',
    '2 OFFLINE',
    '3 TEXT_AVAILABLE',
    '4 VOICE_AVAILABLE',
    '5 INVISIBLE',
  ])
  expect(LICENCE_TYPES.map((type) => `${type.value} ${type.name}`)).toEqual(['1 ASP-FULL', '9 ASP-DEMO'])
  expect(BUTTON_STATES.map((state) => state.value)).toEqual(['online', 'offline'])
  expect(PRIVATE_CHAT_STATES.map((state) => state.value)).toEqual(['start', 'stop'])
})

test('only CHAT is encoded again', () => {
  expect(isEncodedAgain('VISITOR_LEFT_CHAT', 'CHAT')).toBe(true)
  expect(isEncodedAgain('OPERATOR_STOPED_CHAT', 'GROUP')).toBe(false)
  expect(isEncodedAgain(null, 'CHAT')).toBe(false)
})
