import { z } from 'zod'
import { type EndpointPolicy, ORDERING_NAMES, policyFields } from '#lib/endpoints/policy.ts'
import { checkUrl } from '#lib/lc-serv-cfg/check-url.ts'
import { checkConnectTo } from '#lib/mappings/connect-to.ts'
import { ENDPOINT_MODE_NAMES, isEndpointMode } from '#lib/mappings/endpoint-modes.ts'
import { writeRevision } from '#lib/mappings/save-scope.ts'
import { actorName, loadScope, scopeName, type Transaction, withRoutingLocked } from '#lib/mappings/scope.ts'

/** How an endpoint is called, as a person edits it. `connectTo` null: where the URL says. */
export type EndpointSettings = { url: string; mode: string; connectTo: string | null } & EndpointPolicy

const Input = z.object({
  id: z.uuid(),
  url: z.string(),
  ...policyFields.partial().shape,
  timeoutSeconds: policyFields.shape.timeoutSeconds,
  /** Left out, it stays. */
  mode: z
    .string()
    .refine(isEndpointMode, `The mode is one of: ${ENDPOINT_MODE_NAMES.join(', ')}.`)
    .optional(),
  /** null: none. Left out, it stays. */
  connectTo: z.string().nullable().optional(),
  actor: actorName,
  /** What the person saw before the change; left out, nothing is compared. */
  expected: z
    .object({
      url: z.string(),
      mode: z.string(),
      connectTo: z.string().nullable(),
      ...policyFields.shape,
    })
    .partial()
    .optional(),
})

/** What a page sends; who does it is known from the session. */
export const updateEndpointInput = Input.omit({ actor: true })

export type UpdateEndpointInput = z.input<typeof Input>

const FIELDS = ['url', 'mode', 'connectTo', ...policyFields.keyof().options] as const
type Field = (typeof FIELDS)[number]

export type UpdateEndpointOutcome =
  /** `revisions`: the new revision of each scope whose mappings name the endpoint; none when its URL stays. */
  | { ok: true; revisions: { licence: string | null; revision: number }[] }
  /** `conflict`: somebody else was faster, and what is in force now; `at` is when they changed it. */
  | { ok: false; reason: string; field: Field | null; conflict?: { now: EndpointSettings; at: string } }

/**
 * Mends an endpoint where it stands: its mappings and its open deliveries go to the new URL from now on.
 */
export async function updateEndpoint(input: UpdateEndpointInput): Promise<UpdateEndpointOutcome> {
  const parsed = Input.safeParse(input)
  if (!parsed.success) return refusal(parsed.error)
  const { id, actor, expected, connectTo, ...settings } = parsed.data
  const { url } = settings
  const checked = checkUrl(url)
  if (!checked.ok) return { ok: false, reason: checked.reason, field: 'url' }
  const place = placeOf(connectTo)
  if (!place.ok) return { ok: false, reason: place.reason, field: 'connectTo' }
  return withRoutingLocked(async (tx) => {
    const endpoint = await tx.endpoint.findUnique({ where: { id } })
    if (!endpoint) return { ok: false, reason: 'This endpoint is not there any more.', field: null }
    if (
      expected &&
      FIELDS.some((field) => expected[field] !== undefined && endpoint[field] !== expected[field])
    )
      return conflictWith(endpoint)
    const other = await tx.endpoint.findUnique({ where: { url }, include: { mappings: { take: 1 } } })
    if (other && other.id !== id)
      return { ok: false, reason: alreadyThere(url, other.mappings[0]), field: 'url' }
    await tx.endpoint.update({ where: { id }, data: { ...given(settings), connectTo: place.text } })
    await turn(tx, id, endpoint, settings)
    const revisions = endpoint.url === url ? [] : await reviseScopes(tx, id, actor)
    return { ok: true, revisions }
  })
}

/** undefined: what is there stays. */
function placeOf(
  given: string | null | undefined,
): { ok: true; text: string | null | undefined } | { ok: false; reason: string } {
  return given === null || given === undefined ? { ok: true, text: given } : checkConnectTo(given)
}

const ORDER = ['inOrderBy'] as const
const RATE = ['rateCount', 'rateSeconds'] as const

/** A new order has what waits put in its lanes anew; under a new rate nothing waits for what the old one had planned. */
async function turn(
  tx: Transaction,
  endpointId: string,
  before: Row,
  settings: Partial<EndpointPolicy>,
): Promise<void> {
  const isNew = (fields: readonly (keyof EndpointPolicy)[]) =>
    fields.some((field) => settings[field] !== undefined && settings[field] !== before[field])
  const [isOtherOrder, isOtherRate] = [isNew(ORDER), isNew(RATE)]
  if (!isOtherOrder && !isOtherRate) return
  await tx.endpointHealth.upsert({
    where: { endpointId },
    create: { endpointId, settled: false },
    update: { ...(isOtherOrder && { settled: false }), ...(isOtherRate && { nextSendAt: null }) },
  })
}

/** Without what is undefined. */
function given<Values extends object>(values: Values): Values {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Values // fewer keys, same types
}

/** An order that another version wrote is of no use to this one. */
type Row = Omit<EndpointSettings, 'inOrderBy'> & { inOrderBy: string }

function conflictWith(endpoint: Row & { updatedAt: Date }): UpdateEndpointOutcome {
  const { updatedAt } = endpoint
  return {
    ok: false,
    reason: 'Somebody changed this endpoint meanwhile. Compare before you save.',
    field: null,
    conflict: { now: settingsOf(endpoint), at: updatedAt.toISOString() },
  }
}

/** The settings among the columns of an endpoint. */
export function settingsOf(endpoint: Row): EndpointSettings {
  const { url, mode, connectTo, timeoutSeconds, retrySchedule, maxInFlight } = endpoint
  const { rateCount, rateSeconds, inOrderBy, expectedStatus, expectedText } = endpoint
  return {
    url,
    mode,
    connectTo,
    timeoutSeconds,
    retrySchedule,
    maxInFlight,
    rateCount,
    rateSeconds,
    inOrderBy: ORDERING_NAMES.find((name) => name === inOrderBy) ?? 'none',
    expectedStatus,
    expectedText,
  }
}

function refusal(error: z.ZodError): UpdateEndpointOutcome {
  const [issue] = error.issues
  const field = FIELDS.find((name) => name === issue?.path[0]) ?? null
  return { ok: false, reason: issue?.message ?? 'The input is wrong.', field }
}

function alreadyThere(
  url: string,
  mapping: { licence: string | null; eventType: string } | undefined,
): string {
  const where = mapping ? `, mapped for ${mapping.eventType} of ${scopeName(mapping.licence)}` : ''
  return `There is an endpoint with the URL ${url} already${where}. Map the event types to that one instead.`
}

async function reviseScopes(
  tx: Transaction,
  endpointId: string,
  actor: string,
): Promise<{ licence: string | null; revision: number }[]> {
  const scopes = await tx.mapping.findMany({
    where: { endpointId },
    distinct: ['licence'],
    select: { licence: true },
    orderBy: { licence: 'asc' },
  })
  const revisions = []
  for (const { licence } of scopes) {
    const after = await loadScope(tx, licence)
    revisions.push({
      licence,
      revision: await writeRevision(tx, { licence, after, actor, source: 'endpoint' }),
    })
  }
  return revisions
}
