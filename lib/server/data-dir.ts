import { randomBytes } from 'node:crypto'
import { accessSync, constants, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** Makes DATA_DIR. @throws Error with one line when it cannot be written. */
export function ensureDataDir(dataDir: string): void {
  try {
    // Others may pass through, as root's database user must, but list nothing; each secret file is 0600.
    mkdirSync(dataDir, { recursive: true, mode: 0o711 })
    accessSync(dataDir, constants.W_OK | constants.X_OK)
  } catch (error) {
    const why = error instanceof Error && 'code' in error ? error.code : error
    throw new Error(
      `DATA_DIR ${dataDir} cannot be written (${why}). Make it writable for this user, or set DATA_DIR to another folder`,
    )
  }
}

/** The secret that sessions are signed with, made once and kept in DATA_DIR with mode 0600. */
export function ensureSecretKey(dataDir: string): string {
  const file = join(dataDir, 'secret-key')
  if (!existsSync(file))
    writeFileSync(file, randomBytes(32).toString('base64url'), { mode: 0o600, flag: 'wx' })
  return readFileSync(file, 'utf8')
}

const addressFile = (dataDir: string) => join(dataDir, 'base-url')

/** Leaves the address of a running server in DATA_DIR, for commands that are not told it. */
export function leaveAddress(dataDir: string, baseUrl: string): void {
  writeFileSync(addressFile(dataDir), baseUrl)
}

/** The address that the last server on this DATA_DIR had; null when none ever ran. */
export function findAddress(dataDir: string): string | null {
  return existsSync(addressFile(dataDir)) ? readFileSync(addressFile(dataDir), 'utf8') : null
}
