import { FAILURE_KINDS, isFailureKind } from '#lib/dispatch/failure-kinds.ts'

type Answered = { lastStatus: number | null; lastErrorKind: string | null; attempts: number }

/** What came of the last attempt, in a word or a number. */
export function sayLastAnswer({ lastStatus, lastErrorKind, attempts }: Answered): string {
  if (lastStatus !== null && (lastErrorKind === null || lastErrorKind === 'http_status'))
    return String(lastStatus)
  if (lastErrorKind !== null && isFailureKind(lastErrorKind)) return FAILURE_KINDS[lastErrorKind].label
  return attempts > 0 ? 'under way' : '–'
}
