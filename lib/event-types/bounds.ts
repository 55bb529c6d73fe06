// How far the reads of event types look. Client-safe, since the page says so.

/** Calls of 24 hours that are counted; beyond, the page says "10,000+". */
export const COUNTED = 10_000
/** Odd calls of an event type of which the findings are counted, newest first. */
export const ODD_LOOKED_AT = 2000
/** The same for the list of all event types. */
export const ODD_GLANCED_AT = 200
/** How old an odd call is at most. */
export const ODD_DAYS = 7
/** Calls of an unknown event type whose parameters are looked at. */
export const CALLS_LOOKED_AT = 100
