import { describeEventType } from '#lib/livechat/catalogue.ts'

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
