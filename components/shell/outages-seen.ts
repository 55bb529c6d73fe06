/** The cookie with the end (ISO) of the newest outage whose notice the viewer has closed. */
export const OUTAGES_SEEN = 'bellhop-outages-seen'
