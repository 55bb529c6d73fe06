import { z } from 'zod'
import { ANSWER_CODE, CODE_HINT } from '#lib/delivery-log/answer-code.ts'
import { CALL_FATES } from '#lib/delivery-log/call-fate.ts'
import { DELIVERY_STATUSES } from '#lib/delivery-log/delivery-status.ts'
import { MOMENT_HINT, parseMoment } from '#lib/delivery-log/moment.ts'
import { ATTEMPTS_HINT, parseAttempts, parseTook, TOOK_HINT } from '#lib/delivery-log/number-range.ts'
import { FAILURE_KIND_NAMES } from '#lib/dispatch/failure-kinds.ts'

// What the log can be asked for: the same for pages, actions and the command line. Client-safe.

export const DEFAULT_PAGE_SIZE = 50
export const MAX_PAGE_SIZE = 500
export const LOG_ORDERS = ['newest', 'oldest'] as const

const anyOf = <Item extends z.ZodType>(item: Item) =>
  z.array(item).max(100, 'At most 100 of one kind.').optional()

const name = z.string().min(1).max(255)

/** It is found by its words. */
const worded = name.refine((text) => /[\p{L}\p{N}]/u.test(text), 'Name one with letters or digits.')

/** How long ago, or when: `24h`, `7d`, or ISO 8601. Resolved when the list is read. */
const moment = z
  .string()
  .trim()
  .refine((text) => parseMoment(text, 0) !== null, MOMENT_HINT)
  .optional()

/** What narrows a list down, without the page of it. */
const narrowing = {
  eventType: anyOf(name),
  licence: anyOf(name),
  /** Words that must all be in the event, in any order. */
  search: z
    .string()
    .trim()
    .max(1000, 'Search for at most 1000 characters.')
    .refine((text) => text === '' || /[\p{L}\p{N}]/u.test(text), 'Search for words: letters or digits.')
    .transform((text) => (text === '' ? undefined : text))
    .optional(),
  since: moment,
  until: moment,
}

/** Who an event is about, and where it came from. */
const ofEvent = {
  /** Agents by their id, or what stands before its @. */
  agent: anyOf(worded),
  /** Clients by their id, or its beginning. */
  client: anyOf(worded),
  /** Chat servers by name. */
  chatServer: anyOf(name),
}

const page = {
  /** Only rows older than this one. */
  before: z.uuid('Not an id.').toLowerCase().optional(),
  /** Only rows newer than this one. */
  after: z.uuid('Not an id.').toLowerCase().optional(),
  limit: z
    .int('Not a whole number.')
    .min(1, 'Ask for at least 1.')
    .max(MAX_PAGE_SIZE, `Ask for at most ${MAX_PAGE_SIZE}.`)
    .default(DEFAULT_PAGE_SIZE),
  /** Which rows stand first. */
  order: z.enum(LOG_ORDERS, `order knows ${LOG_ORDERS.join(', ')}.`).default('newest'),
}

const oneWay = (filters: { before?: string; after?: string }) => !filters.before || !filters.after
const ONE_WAY = { message: 'Give before or after, not both.', path: ['after'] }

const ofDelivery = {
  status: anyOf(z.enum(DELIVERY_STATUSES, `status knows ${DELIVERY_STATUSES.join(', ')}.`)),
  endpointId: anyOf(z.uuid('Not an id.')),
  /** Parts of URLs, such as a host. */
  endpoint: anyOf(name),
  /** The last answer: a status, or a class such as 5xx. */
  code: anyOf(z.string().regex(ANSWER_CODE, CODE_HINT)),
  /** Why the last attempt failed. */
  error: anyOf(z.enum(FAILURE_KIND_NAMES, `error knows ${FAILURE_KIND_NAMES.join(', ')}.`)),
  attempts: z
    .string()
    .refine((text) => parseAttempts(text) !== null, ATTEMPTS_HINT)
    .optional(),
  /** How long the last attempt took. */
  took: z
    .string()
    .refine((text) => parseTook(text) !== null, TOOK_HINT)
    .optional(),
}

/** Filters of the deliveries' list. Kinds are joined by "and", the values of a kind by "or". */
export const deliveryFilters = z
  .object({ ...narrowing, ...ofEvent, ...ofDelivery, ...page })
  .refine(oneWay, ONE_WAY)

/** The same for all that they leave, not a page of it. */
export const allDeliveries = z.object({ ...narrowing, ...ofEvent, ...ofDelivery })

/** Filters of all events of some types and licences in a time. */
export const allEvents = z.object({
  eventType: narrowing.eventType,
  licence: narrowing.licence,
  since: narrowing.since,
  until: narrowing.until,
})

export type DeliveryFilters = z.input<typeof deliveryFilters>

const ofCall = {
  fate: anyOf(z.enum(CALL_FATES, `fate knows ${CALL_FATES.join(', ')}.`)),
  /** Only events of which the catalogue does not know something. */
  odd: z.boolean('odd is true, or left out.').optional(),
}

/** Filters of the calls' list. */
export const callFilters = z.object({ ...narrowing, ...ofEvent, ...ofCall, ...page }).refine(oneWay, ONE_WAY)

/** The same for all that they leave, not a page of it. */
export const allCalls = z.object({ ...narrowing, ...ofEvent, ...ofCall })

export type CallFilters = z.input<typeof callFilters>
