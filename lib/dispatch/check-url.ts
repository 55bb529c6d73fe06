import { z } from 'zod'
import { pool } from '../db/pool.ts'
import { healthOf } from '../delivery-log/health-of.ts'
import { type EndpointState, stateOf } from '../endpoints/endpoint-state.ts'
import { checkUrl as checkSpelling } from '../lc-serv-cfg/check-url.ts'
import { type ConnectToSource, spellAddress } from '../mappings/connect-to.ts'
import { COUNT_BOUND } from '../mappings/limits.ts'
import { eventTypeName, scopeLicence } from '../mappings/scope.ts'
import type { AddressPolicy } from './address-policy.ts'
import { ATTEMPT_PHASES, failureSentence } from './failure-kinds.ts'
import { GuardError } from './guard-error.ts'
import { type Lookup, vetPlace } from './guarded-connect.ts'
import { outboundPolicy } from './outbound.ts'
import { placeOf } from './place-of.ts'
import type { PreparedRequest } from './prepare-request.ts'
import { prepareTestRequest } from './prepare-test-request.ts'

/** A name that is not found by then is said to take long; who saves must not wait for it. */
const TIMEOUT_MS = 3000

export const checkUrlInput = z.object({ url: z.string(), eventType: eventTypeName, licence: scopeLicence })

export type CheckUrlInput = z.input<typeof checkUrlInput>

export type UrlCheck = {
  /** Where it leads, all addresses may be called; or else why it is not called, a sentence for people. */
  place: { ok: true; addresses: string[] } | { ok: false; reason: string }
  /** Where the connection goes in place of the URL's own address, and who says so. */
  connectTo: { text: string; source: ConnectToSource } | null
  /** The endpoint that has this URL, and its other mappings, counted up to COUNT_BOUND + 1. */
  endpoint: { id: string; state: EndpointState; otherMappings: number } | null
}

export type CheckUrlOutcome = ({ ok: true } & UrlCheck) | { ok: false; reason: string }

// Counts on: mapping (endpoint_id), bounded.
const OTHERS = `
SELECT count(*)::int AS count FROM (
  SELECT FROM mapping WHERE endpoint_id = $1 AND NOT (event_type = $2 AND licence IS NOT DISTINCT FROM $3) LIMIT $4 + 1
) others`

/**
 * Where a URL leads before it is mapped, and what is known of it. Nothing is sent to it, nothing is written.
 * @param options for tests: the policy in place of this process's own, and how names are looked up.
 * @returns a sentence when the URL cannot be mapped at all.
 */
export async function checkUrl(
  input: CheckUrlInput,
  options: { policy?: AddressPolicy; lookup?: Lookup } = {},
): Promise<CheckUrlOutcome> {
  const target = checkUrlInput.parse(input)
  const spelling = checkSpelling(target.url)
  if (!spelling.ok) return spelling
  const { prepared, endpointId } = await prepareTestRequest(target, target.licence ?? '1')
  const endpoint = endpointId && (await describe(endpointId, target))
  if (!prepared.ok) {
    return { ok: true, place: prepared, connectTo: null, endpoint: endpoint || null }
  }
  const { connectTo } = prepared.request
  return {
    ok: true,
    place: await vet(prepared.request, options),
    connectTo: connectTo && { text: spellAddress(connectTo), source: connectTo.source },
    endpoint: endpoint || null,
  }
}

async function describe(
  id: string,
  { eventType, licence }: CheckUrlInput,
): Promise<NonNullable<UrlCheck['endpoint']>> {
  const { rows } = await pool().query<{ count: number }>(OTHERS, [id, eventType, licence, COUNT_BOUND])
  return { id, state: stateOf(await healthOf(id)), otherMappings: rows[0]?.count ?? 0 }
}

async function vet(
  { origin, connectTo }: PreparedRequest,
  { policy = outboundPolicy(), lookup }: { policy?: AddressPolicy; lookup?: Lookup },
): Promise<UrlCheck['place']> {
  const place = connectTo ?? placeOf(origin)
  try {
    return {
      ok: true,
      addresses: await vetPlace(place, policy, { timeoutMs: TIMEOUT_MS, ...(lookup && { lookup }) }),
    }
  } catch (error) {
    if (!(error instanceof GuardError)) throw error
    const reason = failureSentence(error.kind, {
      host: place.hostname,
      target: place.hostname,
      detail: error.detail,
      seconds: TIMEOUT_MS / 1000,
      phase: ATTEMPT_PHASES.dns.sentence,
    })
    return { ok: false, reason }
  }
}
