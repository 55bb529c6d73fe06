/** The lists that are set up, kept as views and followed; each is the name of its page as well. Client-safe. */
export const LOG_NAMES = ['deliveries', 'events'] as const
export type LogName = (typeof LOG_NAMES)[number]
