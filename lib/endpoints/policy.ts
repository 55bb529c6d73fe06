import { z } from 'zod'
import { parseExpectedStatus } from '#lib/endpoints/expected-answer.ts'
import { parseRetrySchedule } from '#lib/endpoints/retry-presets.ts'
import { MAX_TIMEOUT_SECONDS } from '#lib/mappings/limits.ts'

/** What deliveries of an endpoint are kept in order by: the one list. Client-safe. */
export const ORDERINGS = {
  none: { label: 'No order', description: 'Deliveries go out as they come, side by side.' },
  licence: { label: 'Licence', description: 'One at a time for each licence, oldest first.' },
  agent: { label: 'Agent', description: 'One at a time for each agent, oldest first.' },
  chat: { label: 'Chat', description: 'One at a time for each chat, oldest first.' },
} as const satisfies Record<string, { label: string; description: string }>

export type Ordering = keyof typeof ORDERINGS

/** The orderings as a list. The cast is safe: these are the keys of the const above. */
export const ORDERING_NAMES = Object.keys(ORDERINGS) as [Ordering, ...Ordering[]]

export type EndpointPolicy = {
  timeoutSeconds: number
  /** The pauses between attempts; null: the standard schedule. */
  retrySchedule: string | null
  maxInFlight: number
  /** At most so many requests in so many seconds; both or neither. */
  rateCount: number | null
  rateSeconds: number | null
  inOrderBy: Ordering
  expectedStatus: string
  expectedText: string | null
}

export const DEFAULT_POLICY: EndpointPolicy = {
  timeoutSeconds: 30,
  retrySchedule: null,
  maxInFlight: 20,
  rateCount: null,
  rateSeconds: null,
  inOrderBy: 'none',
  expectedStatus: '2xx',
  expectedText: null,
}

export const MAX_IN_FLIGHT = 500
const MAX_RATE_COUNT = 100_000
const MAX_RATE_SECONDS = 86_400

const whole = (name: string, least: number, most: number) => {
  const said = `${name} is a whole number from ${least} to ${most.toLocaleString('en')}.`
  return z.number(said).int(said).min(least, said).max(most, said)
}

/** The fields of a policy, each for itself. */
export const policyFields = z.object({
  timeoutSeconds: whole('The time-out in seconds', 1, MAX_TIMEOUT_SECONDS),
  retrySchedule: z
    .string()
    .nullable()
    .superRefine((text, context) => {
      const parsed = parseRetrySchedule(text)
      if (!parsed.ok) context.addIssue({ code: 'custom', message: parsed.reason })
    }),
  maxInFlight: whole('The number of requests at once', 1, MAX_IN_FLIGHT),
  rateCount: whole('The number of requests', 1, MAX_RATE_COUNT).nullable(),
  rateSeconds: whole('The number of seconds', 1, MAX_RATE_SECONDS).nullable(),
  inOrderBy: z.enum(ORDERING_NAMES),
  expectedStatus: z.string().superRefine((text, context) => {
    const parsed = parseExpectedStatus(text)
    if (!parsed.ok) context.addIssue({ code: 'custom', message: parsed.reason })
  }),
  expectedText: z.string().max(1000, 'The text has at most 1,000 characters.').nullable(),
})

/** A policy as a form sends it. */
export const policyInput = policyFields.refine(
  ({ rateCount, rateSeconds }) => (rateCount === null) === (rateSeconds === null),
  {
    path: ['rateCount'],
    message: 'A rate has both a number of requests and a number of seconds.',
  },
)
