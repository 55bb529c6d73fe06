/** Deliveries that wait behind one are counted up to here; beyond, the page says "1,000+". Client-safe. */
export const LATER_BOUND = 1000
