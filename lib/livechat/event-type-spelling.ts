import { describeEventType, EVENT_TYPES } from '#lib/livechat/catalogue.ts'
import { nearest } from '#lib/nearest.ts'

const PREFIX = 'EVENT_'

/** An event type as it was meant, and what a person should know about how it was written; null: nothing. */
export type SpelledEventType = { eventType: string; note: string | null }

/**
 * Reads an event type that a person wrote. lc_serv.cfg spells NEW_OPERATOR as EVENT_NEW_OPERATOR: of a type of the
 * catalogue the prefix is taken off; any other name stays as it is, since a call may name it so. Pure, client-safe.
 */
export function readEventType(written: string): SpelledEventType {
  const bare = written.slice(PREFIX.length)
  if (!written.startsWith(PREFIX) || bare === '') return { eventType: written, note: null }
  if (describeEventType(bare))
    return { eventType: bare, note: `${written} is how lc_serv.cfg spells ${bare}. It is taken as ${bare}.` }
  const note = `${written} is taken as it stands: calls must name it EVENT=${written}, and lc_serv.cfg spells it ${PREFIX}${written}. If calls say EVENT=${bare}, write ${bare}.`
  return { eventType: written, note }
}

/**
 * What a person should know who maps an event type that is none of the twelve, with the one that they may have meant;
 * null of one of the twelve. Pure, client-safe.
 */
export function noteUnknownType(eventType: string): string | null {
  if (describeEventType(eventType)) return null
  const bare = eventType.startsWith(PREFIX) ? eventType.slice(PREFIX.length) : eventType
  const meant = nearest(bare, EVENT_TYPES)
  const note = 'Not one of the twelve known events. It is mapped all the same.'
  return meant === null ? note : `${note} Did you mean ${meant}?`
}
