/** The same filters without their time; null when they have none. */
export const atAnyTime = <Filters extends { since: unknown; until: unknown }>(filters: Filters) =>
  filters.since || filters.until ? { ...filters, since: null, until: null } : null
