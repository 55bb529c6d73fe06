import { isIP } from 'node:net'
import { type ConnectTo, spellAddress } from '../mappings/connect-to.ts'
import type { AddressPolicy } from './address-policy.ts'
import { GuardError } from './guard-error.ts'
import { vetPlace } from './guarded-connect.ts'
import { outboundPolicy } from './outbound.ts'

const TIMEOUT_MS = 1500

/** So many are judged of a file that names more. */
const MOST = 200

/** Other names are not looked up: where names are not answered, whoever asks would wait for each. */
const isKnown = ({ hostname }: ConnectTo) => isIP(hostname) !== 0 || hostname === 'localhost'

/**
 * Which of these addresses the guard would not call, by `spellAddress`, each with why: a sentence that says what to set, where
 * setting something helps. Nothing is called; of a name, save localhost, nothing is said.
 * @param policy for tests: in place of this process's own.
 */
export async function refusedPlaces(
  places: readonly ConnectTo[],
  policy: AddressPolicy = outboundPolicy(),
): Promise<Map<string, string>> {
  const distinct = [...new Map(places.filter(isKnown).map((place) => [spellAddress(place), place]))]
  const judged = await Promise.all(
    distinct.slice(0, MOST).map(async ([name, place]) => [name, await refusal(place, policy)] as const),
  )
  return new Map(judged.flatMap(([name, reason]) => (reason === null ? [] : [[name, reason]])))
}

async function refusal(place: ConnectTo, policy: AddressPolicy): Promise<string | null> {
  try {
    await vetPlace(place, policy, { timeoutMs: TIMEOUT_MS })
    return null
  } catch (error) {
    if (!(error instanceof GuardError)) throw error
    return error.kind === 'policy' ? error.detail : null
  }
}
