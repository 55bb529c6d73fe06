import { firstValue, type Parameter } from '../livechat/parameters.ts'
import type { EventFacts } from './call.ts'

/** Longer names fit no index and no screen; the chat server sends a dozen characters. */
const MAX_NAME = 255

type Recognised =
  | { outcome: 'accepted'; facts: EventFacts }
  | { outcome: 'rejected'; reason: string; facts: Partial<EventFacts> }

/**
 * Whether decoded parameters name an event, and which. Anything with an EVENT and a LICENCE does: unknown
 * event types and odd values are kept and delivered. The reason of a rejection is a sentence for the log.
 */
export function recognise(parameters: readonly Parameter[]): Recognised {
  const eventType = firstValue(parameters, 'EVENT') || undefined
  const licence = firstValue(parameters, 'LICENCE') || undefined
  const bounded = (value: string | undefined) => (value && value.length <= MAX_NAME ? value : null)
  const facts = {
    operatorId: bounded(firstValue(parameters, 'OPERATOR_ID')),
    clientId: bounded(firstValue(parameters, 'CLIENT_ID')),
    chatGroup: bounded(firstValue(parameters, 'GROUP')),
  }

  const reason =
    parameters.length === 0 ? 'The call has no parameters' : missing({ EVENT: eventType, LICENCE: licence })
  if (eventType && licence && !reason) return { outcome: 'accepted', facts: { eventType, licence, ...facts } }
  const known = { ...(bounded(eventType) && { eventType }), ...(bounded(licence) && { licence }) }
  return { outcome: 'rejected', reason: reason ?? 'The call names no event', facts: { ...known, ...facts } }
}

function missing(names: Record<string, string | undefined>): string | null {
  const absent = Object.keys(names).filter((name) => !names[name])
  if (absent.length > 0) return `The call has no ${absent.join(' and no ')}`
  const long = Object.keys(names).find((name) => (names[name]?.length ?? 0) > MAX_NAME)
  return long ? `${long} is longer than ${MAX_NAME} characters` : null
}
