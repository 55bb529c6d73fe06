/** SQLSTATE classes that speak of the data or the statement: the database is there, and another try ends the same. */
const OF_THE_DATA = /^(22|23|42|54)/

/** Whether an error says that the database is away (or nobody knows), and not that it refuses this very call. */
export function isOutage(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  return !OF_THE_DATA.test(code)
}
