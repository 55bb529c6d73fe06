import { z } from 'zod'
import { open, seal } from '../secrets/seal.ts'
import { type Credentials, type CustomHeader, credentialsSchema, customHeadersSchema } from './credentials.ts'

const aboutHeaders = (endpointId: string) => `endpoint.headers/${endpointId}`
const aboutCredentials = (endpointId: string) => `endpoint.credentials/${endpointId}`

type Sealed = { headers: Uint8Array | null; credentials: Uint8Array | null }

export function sealHeaders(endpointId: string, headers: CustomHeader[]): Buffer<ArrayBuffer> | null {
  return headers.length === 0 ? null : seal(JSON.stringify(headers), aboutHeaders(endpointId))
}

export function sealCredentials(
  endpointId: string,
  credentials: Credentials | null,
): Buffer<ArrayBuffer> | null {
  return credentials && seal(JSON.stringify(credentials), aboutCredentials(endpointId))
}

/** The custom headers of an endpoint in the clear. @throws Error when they do not open. */
export function openHeaders(endpointId: string, sealed: Uint8Array | null): CustomHeader[] {
  if (sealed === null) return []
  return customHeadersSchema.parse(JSON.parse(open(sealed, aboutHeaders(endpointId)).toString()))
}

/** The credentials of an endpoint in the clear. @throws Error when they do not open. */
export function openCredentials(endpointId: string, sealed: Uint8Array | null): Credentials | null {
  if (sealed === null) return null
  return credentialsSchema.parse(JSON.parse(open(sealed, aboutCredentials(endpointId)).toString()))
}

function authorization(credentials: Credentials): string {
  if (credentials.kind === 'bearer') return `Bearer ${credentials.token}`
  return `Basic ${Buffer.from(`${credentials.user}:${credentials.password}`).toString('base64')}`
}

/** The headers that an endpoint adds to every request, its credentials among them; values are latin1. */
export function ownHeaders(endpointId: string, sealed: Sealed): CustomHeader[] {
  const credentials = openCredentials(endpointId, sealed.credentials)
  const headers = openHeaders(endpointId, sealed.headers)
  if (!credentials) return headers
  return [
    ...headers.filter(([name]) => name !== 'authorization'),
    ['authorization', authorization(credentials)],
  ]
}

const Shown = z.object({ kind: z.enum(['basic', 'bearer']), user: z.string().optional() })

/** What a page may know: the names of the headers, and of the credentials their kind and user. */
export function describeOwnHeaders(
  endpointId: string,
  sealed: Sealed,
): {
  headerNames: string[]
  credentials: { kind: 'none' | 'basic' | 'bearer' | 'unreadable'; user: string | null }
} {
  try {
    const headerNames = openHeaders(endpointId, sealed.headers).map(([name]) => name)
    const credentials = openCredentials(endpointId, sealed.credentials)
    if (!credentials) return { headerNames, credentials: { kind: 'none', user: null } }
    const { kind, user = null } = Shown.parse(credentials)
    return { headerNames, credentials: { kind, user } }
  } catch {
    // With another SECRET_KEY: they have to be set anew, and until then deliveries are refused with that reason.
    return { headerNames: [], credentials: { kind: 'unreadable', user: null } }
  }
}
