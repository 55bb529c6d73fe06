// What pages say about the bounds of the verbs beside. Client-safe.

/** Deliveries that are counted, of an endpoint or of a list; beyond, the page says "10,000+". */
export const COUNT_BOUND = 10_000

/** Last calls are looked for among so many newest calls of all chat servers. */
export const CALLS_LOOKED_AT = 5000

/** How long an endpoint may take to answer, at most. */
export const MAX_TIMEOUT_SECONDS = 300

/** So many ingest URLs of one chat server work at a time: the old one until the new one is in place. */
export const LIVE_TOKENS = 2

/** Events and deliveries of one event type (of one licence: of all its types) that are counted for the mappings page. */
export const TRAFFIC_BOUND = 2000

/** How long the text may be with which a chat server's calls are answered. */
export const MAX_ANSWER_CHARACTERS = 1000

/** So many URLs an event type can have in one scope. */
export const MAX_URLS = 100

/** The longest name of an event type that can be mapped, in characters. */
export const MAX_EVENT_TYPE_LENGTH = 255

/** So many event types besides the twelve are listed of a scope; a file can map thousands. */
export const MOST_OTHER_TYPES = 300
