import { ZodError } from 'zod'
import { makeLog } from '../log.ts'
import { LogTimeout } from './read-log.ts'
import { UnknownName } from './unknown-name.ts'

const NOT_A_CHARACTER = '22021'

/** Postgres takes no NUL for a part of a text, so nothing that is kept has one. */
const hasNul = (error: unknown) => error instanceof Error && 'code' in error && error.code === NOT_A_CHARACTER

/** Why a list could not be read, in a sentence for the person who asked. What nobody could foresee goes to the log. */
export function sayReadFailure(error: unknown): string {
  if (error instanceof ZodError)
    return `A filter in the address is not valid: ${error.issues[0]?.message ?? ''}`
  if (error instanceof LogTimeout || error instanceof UnknownName) return error.message
  if (hasNul(error)) return 'A filter in the address is not valid: there is a NUL in it.'
  makeLog('web').error({ error: String(error) }, 'the log could not be read')
  return 'The database did not answer. Try again in a moment.'
}

/** Whether what was asked cannot be answered at any time. */
export const isAskedWrongly = (error: unknown) =>
  error instanceof ZodError || error instanceof UnknownName || hasNul(error)

/** What was read, or why it could not be, in a sentence; `isAnswerable`: what was asked is right, and may be read another time. */
export async function orFailure<Page>(
  reading: Promise<Page>,
): Promise<{ page: Page | string; isAnswerable: boolean }> {
  try {
    return { page: await reading, isAnswerable: true }
  } catch (error) {
    return { page: sayReadFailure(error), isAnswerable: !isAskedWrongly(error) }
  }
}
