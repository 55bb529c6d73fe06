/** The twelve events of the LIVECHAT RPC page: the one source of event types, their parameters and classes. */

import type {
  CodeList,
  EventDescription,
  ParameterClass,
  ParameterDescription,
  ParameterType,
} from '#lib/livechat/parameter-types.ts'

export const AGENT_STATES = [
  { value: '0', name: 'ONLINE', label: 'Online' },
  { value: '1', name: 'AWAY', label: 'Away' },
  { value: '2', name: 'OFFLINE', label: 'Offline' },
  { value: '3', name: 'TEXT_AVAILABLE', label: 'Text available' },
  { value: '4', name: 'VOICE_AVAILABLE', label: 'Voice available' },
  { value: '5', name: 'INVISIBLE', label: 'Invisible' },
] as const satisfies CodeList

export const LICENCE_TYPES = [
  { value: '1', name: 'ASP-FULL', label: 'Full' },
  { value: '9', name: 'ASP-DEMO', label: 'Demo' },
] as const satisfies CodeList

export const BUTTON_STATES = [
  { value: 'online', name: 'online', label: 'Online' },
  { value: 'offline', name: 'offline', label: 'Offline' },
] as const satisfies CodeList

export const PRIVATE_CHAT_STATES = [
  { value: 'start', name: 'start', label: 'Started' },
  { value: 'stop', name: 'stop', label: 'Stopped' },
] as const satisfies CodeList

const NO_DATE_FORMAT = { note: 'The page gives no date format, so the value is kept as text.' }

const parameter = (
  name: string,
  type: ParameterType,
  parameterClass: ParameterClass,
  description: string,
  more: { optional?: true; note?: string } = {},
): ParameterDescription => ({ name, type, class: parameterClass, description, ...more })

const operator = (whose: string) => parameter('OPERATOR_ID', 'email', 'personal', `LIVECHAT ID of ${whose}`)
const client = (who: string) => parameter('CLIENT_ID', 'client id', 'personal', who)
const agentState = (whose: string) => parameter('STATUS', 'agent state', 'plain', `State of ${whose}`)

const event = parameter('EVENT', 'event type', 'plain', 'The event type')
const licence = parameter('LICENCE', 'licence', 'plain', 'The licence number')
const password = parameter('PASSWORD', 'text', 'secret', "The agent's password", {
  note: 'Sent in the clear.',
})
const lastName = parameter('LAST_NAME', 'text', 'personal', "The agent's last name")
const firstName = parameter('FIRST_NAME', 'text', 'personal', "The agent's first name")
const accountType = parameter('ACCOUNT_TYPE', 'text', 'plain', "The kind of the agent's account", {
  note: 'The page names two kinds, communicator and contact center, but not how they are written.',
})
const licenceType = parameter('LIC_TYPE', 'licence type', 'plain', 'The type of the licence')
const expires = parameter('EXPIRATION_DATE', 'datetime', 'plain', 'When the licence expires', NO_DATE_FORMAT)
const group = parameter('GROUP', 'integer', 'plain', 'The conference number')
const chat = parameter('CHAT', 'encoded text', 'personal', 'The whole conversation', {
  note: 'URL-encoded once more inside the form value.',
})

const CATALOGUE = [
  {
    name: 'NEW_LICENCE',
    directive: 'EVENT_NEW_LICENCE',
    description: 'A licence was created, together with its first agent.',
    note: 'The request goes to the server that RPC_SERVER_IP names; the URL gives the path and the Host header.',
    parameters: [
      event,
      licence,
      password,
      parameter('NICK', 'text', 'personal', "The agent's nick"),
      lastName,
      firstName,
      operator('the first agent'),
      parameter('PHONE', 'phone', 'personal', "The agent's phone number"),
      licenceType,
      parameter('WEB_PAGE', 'url', 'plain', 'The web page of the licence'),
      parameter('PROMO_CODE', 'text', 'plain', 'The promotion code'),
      accountType,
      expires,
      parameter('LANGUAGE', 'text', 'plain', 'The language of the licence'),
    ],
  },
  {
    name: 'NEW_OPERATOR',
    directive: 'EVENT_NEW_OPERATOR',
    description: 'An agent was added to a licence.',
    parameters: [event, licence, password, lastName, firstName, operator('the new agent'), accountType],
  },
  {
    name: 'LICENCE_INFO',
    directive: 'EVENT_LICENCE_INFO',
    description: 'The data of a licence changed.',
    note: 'Also sent for every licence when the chat server starts.',
    parameters: [event, licence, expires, licenceType],
  },
  {
    name: 'NEW_OPERATOR_SUBSCRIPTION',
    directive: 'EVENT_NEW_OPERATOR_SUBSCRIPTION',
    description: 'A subscription for agents was created.',
    note: 'Where the page lists its parameters, it describes it as "licence info changed".',
    parameters: [
      event,
      licence,
      parameter('OPERATORS_COUNT_CC', 'integer', 'plain', 'Number of communicator agents', {
        note: 'As the page has it; it looks swapped with OPERATORS_COUNT_COM.',
      }),
      parameter('OPERATORS_COUNT_COM', 'integer', 'plain', 'Number of contact center agents', {
        note: 'As the page has it; it looks swapped with OPERATORS_COUNT_CC.',
      }),
      parameter('START_DATE', 'datetime', 'plain', 'When the subscription starts', NO_DATE_FORMAT),
      parameter('END_DATE', 'datetime', 'plain', 'When the subscription ends', NO_DATE_FORMAT),
      parameter('PAYMENT_METHOD', 'integer', 'plain', 'The id of the payment method'),
      parameter('NET_PRICE', 'decimal', 'plain', 'The net price of the subscription'),
      parameter('VAT', 'decimal', 'plain', 'The VAT', {
        note: 'The page does not say whether it is a rate or an amount.',
      }),
    ],
  },
  {
    name: 'OPERATOR_TRANSFER',
    directive: 'EVENT_OPERATOR_TRANSFER',
    description: 'An agent passed a client on to another agent.',
    parameters: [
      event,
      licence,
      client('The client who was passed on'),
      parameter('NEW_OPERATOR_ID', 'email', 'personal', 'LIVECHAT ID of the agent who takes over'),
      operator('the agent who passes the client on'),
      agentState('the agent who passes the client on'),
    ],
  },
  {
    name: 'OPERATOR_STATUS',
    directive: 'EVENT_OPERATOR_STATUS',
    description: 'An agent changed state.',
    parameters: [event, licence, operator('the agent'), agentState('the agent')],
  },
  {
    name: 'BUTTON_STATUS',
    directive: 'EVENT_BUTTON_STATUS',
    description: 'The chat buttons of a web page changed state.',
    parameters: [event, licence, parameter('STATUS', 'button state', 'plain', 'State of the buttons')],
  },
  {
    name: 'CHAT_STARTED',
    directive: 'EVENT_CHAT_STARTED',
    description: 'A chat began.',
    parameters: [
      event,
      licence,
      client('The client who began the chat'),
      parameter('INVITING_OP', 'email', 'personal', 'LIVECHAT ID of the agent who invited the client', {
        optional: true,
      }),
      operator('the agent'),
      agentState('the agent'),
    ],
  },
  {
    name: 'PRIVATE_CHAT_STATUS',
    directive: 'EVENT_PRIVATE_CHAT_STATUS',
    description: 'A private chat started or stopped.',
    note: 'The page first says only that a chat status is changed; its parameters tell that of a private chat.',
    parameters: [
      event,
      licence,
      operator('the agent who started or stopped it'),
      parameter('STATUS', 'private chat state', 'plain', 'Whether it started or stopped'),
      group,
    ],
  },
  {
    name: 'CLIENT_INVITED',
    directive: 'EVENT_CLIENT_INVITED',
    description: 'An agent invited a client to a chat.',
    parameters: [event, licence, operator('the agent who invited'), client('The client who was invited')],
  },
  {
    name: 'OPERATOR_STOPED_CHAT',
    directive: 'EVENT_OPERATOR_STOPED_CHAT',
    description: 'An agent ended a chat.',
    note: 'STOPED with one P is the spelling of the protocol.',
    parameters: [event, licence, operator('the agent who ended it'), client('The client'), group, chat],
  },
  {
    name: 'VISITOR_LEFT_CHAT',
    directive: 'EVENT_VISITOR_LEFT_CHAT',
    description: 'The visitor left a chat.',
    parameters: [event, licence, operator('the agent in the chat'), client('The client'), group, chat],
  },
] as const satisfies readonly EventDescription[]

export type KnownEventType = (typeof CATALOGUE)[number]['name']

/** The twelve event types in the page's order. */
export const EVENT_TYPES: readonly KnownEventType[] = CATALOGUE.map((known) => known.name)

const BY_NAME: ReadonlyMap<string, EventDescription> = new Map(CATALOGUE.map((known) => [known.name, known]))
const REQUIRED: ReadonlyMap<string, ParameterDescription> = new Map([event, licence].map((p) => [p.name, p]))
const SECRET_WORD = /pass|pwd|token|secret/i

/** Whether a text has a word for a secret; control characters within it do not hide that. */
export function saysSecret(text: string): boolean {
  return SECRET_WORD.test(text.replace(/\p{C}/gu, ''))
}

/** What is known of an event type; null when it is not one of the twelve. Names are exact, as in the protocol. */
export function describeEventType(name: string): EventDescription | null {
  return BY_NAME.get(name) ?? null
}

const CODES: Partial<Record<ParameterType, CodeList>> = {
  'agent state': AGENT_STATES,
  'licence type': LICENCE_TYPES,
  'button state': BUTTON_STATES,
  'private chat state': PRIVATE_CHAT_STATES,
}

/** The values that a parameter of this type can have; null where the page lists none. */
export function codesOf(type: ParameterType): CodeList | null {
  return CODES[type] ?? null
}

/** How a parameter is to be protected. A name that looks like a secret always is one; an unknown one is personal. */
export function parameterClass(eventType: string | null, name: string): ParameterClass {
  if (saysSecret(name)) return 'secret'
  const known =
    eventType === null ? undefined : BY_NAME.get(eventType)?.parameters.find((p) => p.name === name)
  return (known ?? REQUIRED.get(name))?.class ?? 'personal'
}

/** Whether a parameter's value is itself url-encoded. */
export function isEncodedAgain(eventType: string | null, name: string): boolean {
  if (eventType === null) return false
  return BY_NAME.get(eventType)?.parameters.find((p) => p.name === name)?.type === 'encoded text'
}
