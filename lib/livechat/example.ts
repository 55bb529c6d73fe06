import { describeEventType, type KnownEventType } from '#lib/livechat/catalogue.ts'
import type { Parameter } from '#lib/livechat/parameters.ts'

const ANNA = 'anna.wrona@lamps.example'
const PIOTR = 'piotr.lis@lamps.example'
const VISITOR = 'S1352190844.3fa97b'

const CONVERSATION = [
  'Anna: Hello, this is Anna. What can I do for you?',
  'Visitor: The lamp from order 40213 flickers & hums.',
  'Anna: Sorry to hear it. A new one leaves us today.',
].join('\n')

const VALUES: Readonly<Record<KnownEventType, Readonly<Record<string, string>>>> = {
  NEW_LICENCE: {
    PASSWORD: 'example & 1st',
    NICK: 'Anna',
    LAST_NAME: 'Wrona',
    FIRST_NAME: 'Anna',
    OPERATOR_ID: ANNA,
    PHONE: '+48 22 555 01 99',
    LIC_TYPE: '9',
    WEB_PAGE: 'http://lamps.example/',
    PROMO_CODE: '',
    ACCOUNT_TYPE: 'contact center',
    EXPIRATION_DATE: '2027-06-30 23:59:59',
    LANGUAGE: 'pl',
  },
  NEW_OPERATOR: {
    PASSWORD: 'example-2nd',
    LAST_NAME: 'Lis',
    FIRST_NAME: 'Piotr',
    OPERATOR_ID: PIOTR,
    ACCOUNT_TYPE: 'communicator',
  },
  LICENCE_INFO: { EXPIRATION_DATE: '2028-06-30 23:59:59', LIC_TYPE: '1' },
  NEW_OPERATOR_SUBSCRIPTION: {
    OPERATORS_COUNT_CC: '2',
    OPERATORS_COUNT_COM: '5',
    START_DATE: '2026-12-01 00:00:00',
    END_DATE: '2027-11-30 23:59:59',
    PAYMENT_METHOD: '1',
    NET_PRICE: '840.00',
    VAT: '23',
  },
  OPERATOR_TRANSFER: { CLIENT_ID: VISITOR, NEW_OPERATOR_ID: PIOTR, OPERATOR_ID: ANNA, STATUS: '0' },
  OPERATOR_STATUS: { OPERATOR_ID: ANNA, STATUS: '1' },
  BUTTON_STATUS: { STATUS: 'online' },
  CHAT_STARTED: { CLIENT_ID: VISITOR, INVITING_OP: PIOTR, OPERATOR_ID: ANNA, STATUS: '0' },
  PRIVATE_CHAT_STATUS: { OPERATOR_ID: ANNA, STATUS: 'start', GROUP: '23' },
  CLIENT_INVITED: { OPERATOR_ID: ANNA, CLIENT_ID: VISITOR },
  OPERATOR_STOPED_CHAT: {
    OPERATOR_ID: ANNA,
    CLIENT_ID: VISITOR,
    GROUP: '23',
    CHAT: encodeURIComponent(CONVERSATION),
  },
  VISITOR_LEFT_CHAT: {
    OPERATOR_ID: ANNA,
    CLIENT_ID: VISITOR,
    GROUP: '23',
    CHAT: encodeURIComponent(CONVERSATION),
  },
}

/**
 * Believable parameters of an event, in the catalogue's order; an unknown type has EVENT and LICENCE only.
 * Overrides replace values in place, new names follow at the end. CHAT is url-encoded, and so must its override be.
 */
export function exampleEvent(
  eventType: string,
  licence: string,
  overrides: Readonly<Record<string, string>> = {},
): Parameter[] {
  const known = describeEventType(eventType)
  const values = new Map<string, string>(
    known === null ? [] : Object.entries(VALUES[known.name as KnownEventType]),
  )
  values.set('EVENT', eventType).set('LICENCE', licence)
  const names = known === null ? ['EVENT', 'LICENCE'] : known.parameters.map((parameter) => parameter.name)
  const given = new Map(Object.entries(overrides))
  const extra = [...given.keys()].filter((name) => !names.includes(name))
  return [...names, ...extra].map((name) => [name, given.get(name) ?? values.get(name) ?? ''])
}
