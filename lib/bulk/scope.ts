import { z } from 'zod'
import { allDeliveries, allEvents } from '#lib/delivery-log/filters.ts'
import { parseMoment } from '#lib/delivery-log/moment.ts'
import { DEFAULT_PER_SECOND, MAX_NAMED, MAX_PER_SECOND } from './limits.ts'

// What a bulk run is about. Client-safe.

const named = z
  .array(z.uuid('Not an id.').toLowerCase())
  .min(1)
  .max(MAX_NAMED, `At most ${MAX_NAMED} at once.`)

/** Deliveries to send again (these, or all that a filter leaves), or events to bring to an endpoint that never got them. */
export const bulkScope = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('resend'), filters: allDeliveries.extend({ ids: named.optional() }) }),
  z.object({
    kind: z.literal('replay'),
    endpointId: z.uuid('Not an id.'),
    /** `nowhere`: only events that went nowhere until now. */
    filters: allEvents.extend({ nowhere: z.literal(true).optional() }),
  }),
])

export type BulkScope = z.output<typeof bulkScope>
export type GivenScope = z.input<typeof bulkScope>
export type ResendScope = Extract<BulkScope, { kind: 'resend' }>
export type ReplayScope = Extract<BulkScope, { kind: 'replay' }>

export const perSecond = z.coerce
  .number('Give a whole number.')
  .int('Give a whole number.')
  .min(1, 'At least 1 a second.')
  .max(MAX_PER_SECOND, `At most ${MAX_PER_SECOND} a second.`)
  .default(DEFAULT_PER_SECOND)

/**
 * The scope with its moments as they are now: "the last 24 h" means the same when the run reads it an hour later, and
 * what comes in meanwhile is no part of it.
 */
export function freezeScope(scope: BulkScope, now: number): BulkScope {
  const { since, until } = scope.filters
  const at = (text: string | undefined, otherwise: number | null) => {
    const moment = text === undefined ? otherwise : parseMoment(text, now)
    return moment === null ? undefined : new Date(moment).toISOString()
  }
  const moments = { since: at(since, null), until: at(until, now) }
  return scope.kind === 'resend'
    ? { ...scope, filters: { ...scope.filters, ...moments } }
    : { ...scope, filters: { ...scope.filters, ...moments } }
}
