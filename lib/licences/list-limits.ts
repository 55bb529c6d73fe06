// What the list of licences and its page share. Client-safe.

/** How the licences can be sorted. */
export const LICENCE_ORDERS = ['number', 'newest'] as const

/** So many facts of agents are counted for each licence of a page. */
export const AGENT_FACTS_BOUND = 2000

/** So many of its newest deliveries are counted for each licence of a page. */
export const DELIVERIES_BOUND = 500
