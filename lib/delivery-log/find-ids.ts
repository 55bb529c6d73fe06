import type { Read } from '#lib/delivery-log/read-log.ts'

/** Which way a list is read: from the newest row down, or from a row up. */
export type Direction = 'older' | 'newer'

/** Any of these values; none at all is no filter. `orIds`: or one of these rows, which have other values, of `delivery`. */
export type ColumnFilter = {
  column: string
  type: 'text' | 'uuid'
  values: readonly string[]
  orIds?: readonly string[]
}

/** A bound of the ids, such as ['<', before]. */
export type IdBound = readonly [operator: '<' | '>' | '>=', id: string]

/** Any other condition, as SQL over the columns of `delivery` or `call`; `place` numbers a value of it. */
export type Condition = (place: (value: unknown) => string) => string

export type IdQuery = {
  table: 'call' | 'delivery'
  filters: readonly ColumnFilter[]
  conditions?: readonly Condition[]
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
    .map(({ column, type, values, orIds = [] }) => {
      const isOne =
        values.length === 1
          ? `${column} = ${place(values[0])}::${type}`
          : `${column} = ANY(${place(values)}::${type}[])`
      return orIds.length === 0 ? isOne : `(${isOne} OR ${isAmong(orIds, place)})`
    })
}

const isAmong = (ids: readonly string[], place: (value: unknown) => string) =>
  `delivery.id = ANY(${place(ids)}::uuid[])`

/** So many values are read value by value: each is planned by how frequent it is. */
const FEW_VALUES = 12

/**
 * The ids of a page, in the order read. Counts on: (column, id) of one filter, in order, so that it stops when the
 * page is full. An index gives that order for one value only, so the first filter with several is read by value.
 */
export async function findIds(read: Read, query: IdQuery): Promise<string[]> {
  const { filters } = query
  const { values, place } = placeholders()
  const several = filters.find(
    ({ values: some, orIds = [] }) => some.length > 1 || (some.length > 0 && orIds.length > 0),
  )
  const others = columnConditions(
    filters.filter((filter) => filter !== several),
    place,
  )
  const bounds = query.bounds.map(([operator, id]) => `id ${operator} ${place(id)}::uuid`)
  const conditions = [...bounds, ...others, ...(query.conditions ?? []).map((condition) => condition(place))]
  const order = `ORDER BY id ${query.direction === 'older' ? 'DESC' : 'ASC'} LIMIT ${place(query.limit)}`
  const ids = (more: string[]) => {
    const all = [...conditions, ...more]
    return `SELECT id FROM ${query.table} ${all.length > 0 ? `WHERE ${all.join(' AND ')}` : ''} ${order}`
  }
  const text = several ? idsByValue(several, ids, order, place) : ids([])
  return (await read<{ id: string }>(text, values)).map((row) => row.id)
}

function idsByValue(
  filter: ColumnFilter,
  ids: (more: string[]) => string,
  order: string,
  place: (value: unknown) => string,
): string {
  const { column, type, orIds = [] } = filter
  const others = orIds.length > 0 ? [`(${ids([isAmong(orIds, place)])})`] : []
  const distinct = [...new Set(filter.values)]
  if (distinct.length > FEW_VALUES) {
    const each = `unnest(${place(distinct)}::${type}[]) AS one(value)`
    const all = `SELECT of_one.id FROM ${each}, LATERAL (${ids([`${column} = one.value`])}) AS of_one`
    return `SELECT id FROM (${[all, ...others].join(' UNION ALL ')}) AS of_each ${order}`
  }
  const each = distinct.map((value) => `(${ids([`${column} = ${place(value)}::${type}`])})`)
  return `SELECT id FROM (${[...each, ...others].join(' UNION ALL ')}) AS of_each ${order}`
}
