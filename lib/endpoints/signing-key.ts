import { randomBytes } from 'node:crypto'
import { open, seal } from '../secrets/seal.ts'

const KEY_BYTES = 32
const about = (endpointId: string) => `endpoint_secret.sealed/${endpointId}`

/** A new key, sealed for the database, and as the receiver's library takes it: `whsec_` and base64. */
export function makeSigningKey(endpointId: string): { sealed: Buffer<ArrayBuffer>; text: string } {
  const key = randomBytes(KEY_BYTES)
  return { sealed: seal(key, about(endpointId)), text: spell(key) }
}

/** The key's bytes. @throws Error when it does not open. */
export function openSigningKey(endpointId: string, sealed: Uint8Array): Buffer {
  return open(sealed, about(endpointId))
}

const spell = (key: Buffer) => `whsec_${key.toString('base64')}`
