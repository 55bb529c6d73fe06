import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'
import { env } from '../env.ts'

const VERSION = 1
const NONCE_BYTES = 12
const TAG_BYTES = 16

function keyOf(secretKey: string): Buffer {
  return Buffer.from(hkdfSync('sha256', secretKey, '', 'bellhop seal v1', 32))
}

function ownKey(): Buffer {
  const { secretKey } = env()
  if (!secretKey) throw new Error('SECRET_KEY is not set in this process, so nothing can be sealed or opened')
  return keyOf(secretKey)
}

/**
 * Encrypts a secret for the database with the key that SECRET_KEY makes (AES-256-GCM).
 * @param about what it is and whose, such as `endpoint.credentials/<id>`: it opens nowhere else.
 */
export function seal(plain: string | Uint8Array, about: string): Buffer<ArrayBuffer> {
  const nonce = randomBytes(NONCE_BYTES)
  const cipher = createCipheriv('aes-256-gcm', ownKey(), nonce, { authTagLength: TAG_BYTES })
  cipher.setAAD(Buffer.from(about))
  const sealed = [cipher.update(plain), cipher.final()]
  return Buffer.concat([Buffer.from([VERSION]), nonce, ...sealed, cipher.getAuthTag()])
}

/** The secret again. @throws Error in plain words when SECRET_KEY is another one, or the bytes were changed. */
export function open(sealed: Uint8Array, about: string): Buffer {
  const bytes = Buffer.from(sealed)
  const end = bytes.length - TAG_BYTES
  if (bytes[0] !== VERSION || end < 1 + NONCE_BYTES) throw new Error(`${about} was sealed by a newer Bellhop`)
  const nonce = bytes.subarray(1, 1 + NONCE_BYTES)
  const decipher = createDecipheriv('aes-256-gcm', ownKey(), nonce, { authTagLength: TAG_BYTES })
  decipher.setAAD(Buffer.from(about))
  decipher.setAuthTag(bytes.subarray(end))
  try {
    return Buffer.concat([decipher.update(bytes.subarray(1 + NONCE_BYTES, end)), decipher.final()])
  } catch {
    throw new Error(
      `${about} does not open with this SECRET_KEY. Start with the key it was sealed with, or set it anew`,
    )
  }
}
