/** The shapes in which the event catalogue describes event types and their parameters. */

/** How a parameter is protected: secret is encrypted and masked, personal expires sooner, plain stays longest. */
export type ParameterClass = 'secret' | 'personal' | 'plain'

export type ParameterType =
  | 'text'
  | 'encoded text'
  | 'integer'
  | 'decimal'
  | 'datetime'
  | 'email'
  | 'phone'
  | 'url'
  | 'licence'
  | 'client id'
  | 'event type'
  | 'licence type'
  | 'agent state'
  | 'button state'
  | 'private chat state'

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
