import { getsFetchMetadata, type OwnAddress, ownOrigins } from './own-origin.ts'

/**
 * Whether a request that changes something comes from a page of this console. Demands `Sec-Fetch-Site: same-origin`;
 * where browsers do not send it (plain http that is not loopback) an Origin of our own. Neither header: no.
 */
export function isSameOrigin(headers: Pick<Headers, 'get'>, own: OwnAddress): boolean {
  const origin = headers.get('origin')
  const known = ownOrigins(own, headers.get('host'))
  if (origin !== null && !known.includes(origin)) return false
  const site = headers.get('sec-fetch-site')
  if (site !== null || getsFetchMetadata(own)) return site === 'same-origin'
  return origin !== null
}
