import { FOLLOWED } from '#lib/delivery-log/followed.ts'

/** A list that goes on: its rows, newest first, and those that have come but are not shown yet. */
export type LiveRows<Row> = {
  rows: Row[]
  held: Row[]
  /** Rows that came in since the page was read. */
  fresh: ReadonlySet<string>
  /** Nothing that belongs to the list is older than its last row. */
  isWhole: boolean
}

/** So long may a list grow while it is looked at. */
const MOST_ROWS = 200

/**
 * The list with what has come of it: changed rows in their places, new ones where they belong, as far as this page of the
 * list goes, or held back.
 */
export function mergeNews<Row extends { id: string }>(
  list: LiveRows<Row>,
  news: readonly Row[],
  isHolding: boolean,
): LiveRows<Row> {
  const known = new Set([...list.rows, ...list.held].map(({ id }) => id))
  const newest = list.rows[0]?.id ?? ''
  const added = news.filter((row) => !known.has(row.id) && belongs(list, row))
  // What has come to belong to the list only now may be older than others.
  const between = added.filter(({ id }) => id < newest)
  const changed = changeRows(list, news)
  if (isHolding) return { ...changed, held: inOrder([...added, ...changed.held]) }
  const arrived = added.filter(({ id }) => id > newest)
  return showHeld({
    ...changed,
    rows: inOrder([...changed.rows, ...between]),
    held: inOrder([...arrived, ...changed.held]),
  })
}

/** The list with rows of it as they are now; what is not in it stays out. */
export function changeRows<Row extends { id: string }>(
  list: LiveRows<Row>,
  now: readonly Row[],
): LiveRows<Row> {
  const byId = new Map(now.map((row) => [row.id, row]))
  const changed = (rows: Row[]) => rows.map((row) => byId.get(row.id) ?? row)
  return { ...list, rows: changed(list.rows), held: changed(list.held) }
}

/**
 * The list without what has left it while nobody followed it.
 * @param all the newest rows of the list, all that are followed.
 */
export function dropLeft<Row extends { id: string }>(
  list: LiveRows<Row>,
  all: readonly Row[],
): LiveRows<Row> {
  const here = new Set(all.map(({ id }) => id))
  const last = all.length < FOLLOWED ? '' : (all.at(-1)?.id ?? '')
  const staying = (rows: Row[]) => rows.filter(({ id }) => here.has(id) || id < last)
  return { ...list, rows: staying(list.rows), held: staying(list.held) }
}

/** Shows what was held back. */
export function showHeld<Row extends { id: string }>(list: LiveRows<Row>): LiveRows<Row> {
  const { rows, held, isWhole } = list
  if (held.length === 0) return list
  const all = inOrder([...held, ...rows])
  return {
    rows: all.slice(0, MOST_ROWS),
    held: [],
    fresh: new Set(held.map(({ id }) => id)),
    isWhole: isWhole && all.length <= MOST_ROWS,
  }
}

function inOrder<Row extends { id: string }>(rows: Row[]): Row[] {
  return rows.toSorted((a, b) => (a.id < b.id ? 1 : a.id > b.id ? -1 : 0))
}

/** Whether a row of the list stands on this page of it. */
function belongs<Row extends { id: string }>(
  { rows, isWhole }: Pick<LiveRows<Row>, 'rows' | 'isWhole'>,
  { id }: Row,
): boolean {
  return isWhole || id > (rows.at(-1)?.id ?? '')
}

/**
 * Whether the newest rows of a list are other than it has them, as far as it goes.
 * @param all as in `dropLeft`.
 */
export function isNews<Row extends { id: string }>(list: LiveRows<Row>, all: readonly Row[]): boolean {
  const known = new Map([...list.rows, ...list.held].map((row) => [row.id, JSON.stringify(row)]))
  const left = dropLeft(list, all)
  if (left.rows.length + left.held.length < known.size) return true
  return all.some((row) => {
    const before = known.get(row.id)
    return before === undefined ? belongs(list, row) : before !== JSON.stringify(row)
  })
}
