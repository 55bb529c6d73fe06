/**
 * SQLSTATE classes that speak of the data: another try ends the same. A table or a right that is missing (42) is not among
 * them: it comes back, and until then no call may be lost for it.
 */
const OF_THE_DATA = /^(22|23|54)/

/** Whether an error says that the database is away (or nobody knows), and not that it refuses this very call. */
export function isOutage(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  return !OF_THE_DATA.test(code)
}
