// Client-safe.

/** What stands in place of the chat server where the console made the event; `server:` finds it by this. */
export const TEST_EVENT = 'test event'
