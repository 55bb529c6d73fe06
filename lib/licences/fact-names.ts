import type { ParameterType } from '#lib/livechat/parameter-types.ts'

/** What a fact is about. */
export type FactKind = 'licence' | 'agent' | 'private chat'

type LicenceFact = { name: string; label: string; of: 'licence' | 'subscription'; type?: ParameterType }

/** The parameters that tell of a licence itself, in the order in which they are shown. Client-safe. */
export const LICENCE_FACTS = [
  { name: 'LIC_TYPE', label: 'Type', of: 'licence', type: 'licence type' },
  { name: 'EXPIRATION_DATE', label: 'Expires', of: 'licence' },
  { name: 'LANGUAGE', label: 'Language', of: 'licence' },
  { name: 'WEB_PAGE', label: 'Web page', of: 'licence' },
  { name: 'OPERATORS_COUNT_CC', label: 'Communicator agents', of: 'subscription' },
  { name: 'OPERATORS_COUNT_COM', label: 'Contact center agents', of: 'subscription' },
  { name: 'START_DATE', label: 'Starts', of: 'subscription' },
  { name: 'END_DATE', label: 'Ends', of: 'subscription' },
  { name: 'PAYMENT_METHOD', label: 'Payment method', of: 'subscription' },
  { name: 'NET_PRICE', label: 'Net price', of: 'subscription' },
  { name: 'VAT', label: 'VAT', of: 'subscription' },
] as const satisfies readonly LicenceFact[]

/** The parameters that tell of the agent whom OPERATOR_ID names. */
export const AGENT_FACTS = ['FIRST_NAME', 'LAST_NAME', 'NICK', 'ACCOUNT_TYPE'] as const

/** The states in which an agent takes chats: ONLINE, TEXT_AVAILABLE, VOICE_AVAILABLE. */
export const ONLINE_STATES: readonly string[] = ['0', '3', '4']
