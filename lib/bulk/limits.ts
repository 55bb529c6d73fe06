// Client-safe, and without the schemas: a page needs these numbers to say them.

/** As many deliveries as can be named one by one; more of them are named by a filter. */
export const MAX_NAMED = 500

/** As many as one run may handle. */
export const MAX_TOTAL = 1_000_000

export const DEFAULT_PER_SECOND = 50
export const MAX_PER_SECOND = 500
