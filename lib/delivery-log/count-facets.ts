import type { LogQuery } from '#lib/delivery-log/log-query.ts'
import { matching } from '#lib/delivery-log/matching.ts'
import type { Read } from '#lib/delivery-log/read-log.ts'
import { COUNT_BOUND } from '#lib/mappings/limits.ts'

/** `label`: what is shown in place of an id; of others there is none. */
export type FacetValue = { value: string; label: string | null; count: number }

export type FacetCounts<Facet extends string> = {
  /** The most frequent values first. */
  values: Record<Facet, FacetValue[]>
  /** How many match, at most COUNT_BOUND + 1: that says "more". The values are then counted among the newest COUNT_BOUND. */
  total: number
}

/** By what rows of a table are counted. */
export type FacetColumn<Filters> = {
  /** Text, as SQL over the table. */
  sql: string
  /** The filters that belong to it: its values are counted as if it were not narrowed down. */
  own: (keyof Filters)[]
}

const MOST_VALUES = 50

/**
 * How many rows of each value a list has, so that one can be chosen. Never more than COUNT_BOUND rows are looked at for
 * a facet, so that it takes as long for a million as for ten.
 */
export async function countFacets<Facet extends string, Filters extends object>(
  read: Read,
  filters: Filters,
  log: {
    columns: Record<Facet, FacetColumn<Filters>>
    query: (read: Read, filters: Filters, now: number) => Promise<LogQuery>
  },
  now: number,
): Promise<FacetCounts<Facet>> {
  const count = async (by: Filters) => countValues(read, await log.query(read, by, now), log.columns, now)
  const { values, total } = await count(filters)
  const facets = Object.entries(log.columns) as [Facet, FacetColumn<Filters>][] // its own keys
  for (const [facet, { own }] of facets) {
    if (!own.some((name) => isGiven(filters[name]))) continue
    const without = { ...filters, ...Object.fromEntries(own.map((name) => [name, undefined])) }
    values[facet] = (await count(without)).values[facet]
  }
  return { values, total }
}

/** The counts of values that are known, in their order; 0 where there is none. */
export function inOrder(counts: FacetValue[], known: readonly string[]): FacetValue[] {
  const byValue = new Map(counts.map((one) => [one.value, one]))
  return known.map((value) => byValue.get(value) ?? { value, label: null, count: 0 })
}

const isGiven = (value: unknown) => (Array.isArray(value) ? value.length > 0 : value !== undefined)

type Group = { facet: number; value: string | null; count: number }

async function countValues<Facet extends string>(
  read: Read,
  query: LogQuery,
  columns: Record<Facet, { sql: string }>,
  now: number,
): Promise<FacetCounts<Facet>> {
  const { from, where, values, place } = await matching(read, query, now)
  const facets = Object.entries<{ sql: string }>(columns) as [Facet, { sql: string }][] // its own keys
  const names = facets.map((_, index) => `facet_${index}`)
  const rows = await read<Group>(
    `WITH counted AS MATERIALIZED (
      SELECT ${facets.map(([, { sql }], index) => `${sql} AS ${names[index]}`).join(', ')}
      FROM ${from} WHERE ${where} ORDER BY ${query.table}.id DESC LIMIT ${place(COUNT_BOUND + 1)}
    )
    SELECT grouping(${names.join(', ')}) AS facet, coalesce(${names.join(', ')}) AS value, count(*)::int AS count
    FROM counted GROUP BY GROUPING SETS (${names.map((name) => `(${name})`).join(', ')}, ()) ORDER BY count DESC, value`,
    values,
  )
  const all = 2 ** facets.length - 1
  const of = (index: number): FacetValue[] => {
    // grouping() has a bit for each column that a row is not grouped by, the first column the highest.
    const bits = all & ~(1 << (facets.length - 1 - index))
    return rows
      .filter((row) => row.facet === bits)
      .flatMap(({ value, count }) => (value === null ? [] : [{ value, label: null, count }]))
      .slice(0, MOST_VALUES)
  }
  const counts = Object.fromEntries(facets.map(([facet], index) => [facet, of(index)]))
  return {
    values: counts as Record<Facet, FacetValue[]>, // made from the same keys
    total: rows.find((row) => row.facet === all)?.count ?? 0,
  }
}
