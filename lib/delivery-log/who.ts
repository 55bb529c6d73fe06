import { prefixQuery, wordsQuery } from '#lib/delivery-log/search-windows.ts'

// Who an event is about, as the log is asked for it. SQL is over `call`.

/** An agent by the whole id, or by what stands before the @. SQL over call. */
export const isAgent = (names: string) =>
  `EXISTS (SELECT FROM unnest(${names}::text[]) AS name
    WHERE lower(name) IN (lower(call.operator_id), split_part(lower(call.operator_id), '@', 1)))`

/** A client by the id or its beginning. SQL over call. */
export const isClient = (ids: string) =>
  `EXISTS (SELECT FROM unnest(${ids}::text[]) AS given WHERE starts_with(lower(call.client_id), lower(given)))`

/** The words that must be there: those of the search, and those by which agents and clients are found. */
export function wordsOf({
  search,
  agent = [],
  client = [],
}: {
  search?: string | undefined
  agent?: string[] | undefined
  client?: string[] | undefined
}): string | null {
  const any = (queries: (string | null)[]) => {
    const given = queries.filter((query) => query !== null)
    return given.length > 0 ? `(${given.map((query) => `(${query})`).join(' | ')})` : null
  }
  const all = [
    search === undefined ? null : wordsQuery(search),
    any(agent.map(wordsQuery)),
    any(client.map(prefixQuery)),
  ].filter((query) => query !== null)
  return all.length > 0 ? all.join(' & ') : null
}
