import type { Read } from '#lib/delivery-log/read-log.ts'

/** Which way a list is read: from the newest row down, or from a row up. */
export type Direction = 'older' | 'newer'

/** Any of these values; none at all is no filter. */
export type ColumnFilter = { column: string; type: 'text' | 'uuid'; values: readonly string[] }

/** A bound of the ids, such as ['<', before]. */
export type IdBound = readonly [operator: '<' | '>' | '>=', id: string]

export type IdQuery = {
  table: 'call' | 'delivery'
  filters: readonly ColumnFilter[]
  /** Further conditions on the table's columns, written as SQL. */
  conditions?: readonly string[]
  bounds: readonly IdBound[]
  direction: Direction
  limit: number
}

/** Numbers the values of a statement. */
export function placeholders(): { values: unknown[]; place: (value: unknown) => string } {
  const values: unknown[] = []
  return { values, place: (value) => `$${values.push(value)}` }
}

/** The conditions that filters make. */
export function columnConditions(
  filters: readonly ColumnFilter[],
  place: (value: unknown) => string,
): string[] {
  return filters
    .filter((filter) => filter.values.length > 0)
    .map(({ column, type, values }) =>
      values.length === 1
        ? `${column} = ${place(values[0])}::${type}`
        : `${column} = ANY(${place(values)}::${type}[])`,
    )
}

/**
 * The ids of a page, in the order read. Counts on: (column, id) of one filter, in order, so that it stops when the
 * page is full. An index gives that order for one value only: the first filter with several is read value by value.
 */
export async function findIds(read: Read, query: IdQuery): Promise<string[]> {
  const { table, filters, direction } = query
  const { values, place } = placeholders()
  const several = filters.find((filter) => filter.values.length > 1)
  const conditions = [
    ...query.bounds.map(([operator, id]) => `id ${operator} ${place(id)}::uuid`),
    ...columnConditions(
      filters.filter((filter) => filter !== several),
      place,
    ),
    ...(several ? [`${several.column} = one.value`] : []),
    ...(query.conditions ?? []),
  ]
  const where = conditions.length > 0 ? `WHERE ${conditions.join(' AND ')}` : ''
  const order = `ORDER BY id ${direction === 'older' ? 'DESC' : 'ASC'} LIMIT ${place(query.limit)}`
  const ids = `SELECT id FROM ${table} ${where} ${order}`
  const text = several
    ? `SELECT id FROM unnest(${place([...new Set(several.values)])}::${several.type}[]) AS one(value), LATERAL (${ids}) AS of_one ${order}`
    : ids
  return (await read<{ id: string }>(text, values)).map((row) => row.id)
}
