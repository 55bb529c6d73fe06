import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { CommandError } from './output.ts'

const NOT_THERE = 'is not there. Correct the name, or give the whole path'
const NOT_ALLOWED = 'may not be read by this user. Let this user read it, or run the command as one who may'

const REASONS: Record<string, string> = {
  ENOENT: NOT_THERE,
  ENOTDIR: NOT_THERE,
  EACCES: NOT_ALLOWED,
  EPERM: NOT_ALLOWED,
  EISDIR: 'is a folder. Give a file that is in it',
}

/** The bytes of a file that a person named. @throws CommandError that says which, what is wrong and what to do. */
export function readGivenFile(path: string): Buffer {
  try {
    return readFileSync(path)
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error)
    const why = REASONS[code] ?? `cannot be read (${code}). Copy it elsewhere, and give the copy`
    throw new CommandError(`${resolve(path)} ${why}`)
  }
}
