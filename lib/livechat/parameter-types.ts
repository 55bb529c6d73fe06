/** The shapes in which the event catalogue describes event types and their parameters. */

/** How a parameter is protected: secret is encrypted and masked, personal expires sooner, plain stays longest. */
export type ParameterClass = keyof typeof PARAMETER_CLASSES

/** What the class of a parameter means for whoever reads the log. */
export const PARAMETER_CLASSES = {
  secret: 'Masked in the console and never searched; receivers get it as it came.',
  personal: 'Tells of a person: shown and searched, never among the findings.',
  plain: 'Tells of no person: shown and searched.',
} as const satisfies Record<string, string>

/** The types of values, each with what a value of it is. */
export const PARAMETER_TYPES = {
  text: 'any text',
  'encoded text': 'text that is URL-encoded once more',
  integer: 'a whole number',
  decimal: 'a number',
  datetime: 'a date and time, in no format that the page gives',
  email: 'a LIVECHAT ID, which is an e-mail address',
  phone: 'a phone number',
  url: 'the address of a web page',
  licence: 'the number of a licence',
  'client id': 'the id of a client',
  'event type': 'the name of the event type',
  'licence type': 'one of the licence types',
  'agent state': "one of the agents' states",
  'button state': 'one of the states of a button',
  'private chat state': 'one of the states of a private chat',
} as const satisfies Record<string, string>

export type ParameterType = keyof typeof PARAMETER_TYPES

/** One parameter of an event type; `note` says where the page is odd or silent. */
export type ParameterDescription = {
  readonly name: string
  readonly description: string
  readonly type: ParameterType
  readonly class: ParameterClass
  readonly optional?: true
  readonly note?: string
}

/** One event type; `parameters` are in the page's order, EVENT and LICENCE first. */
export type EventDescription = {
  readonly name: string
  /** Its name in lc_serv.cfg. */
  readonly directive: string
  readonly description: string
  readonly note?: string
  readonly parameters: readonly ParameterDescription[]
}

/** The values a coded parameter can have: as sent, as the page names them, as a person reads them. */
export type CodeList = readonly { readonly value: string; readonly name: string; readonly label: string }[]
