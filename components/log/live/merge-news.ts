/** A list that goes on: its rows, newest first, and those that have come but are not shown yet. */
export type LiveRows<Row> = {
  rows: Row[]
  held: Row[]
  /** Rows that came in since the page was read. */
  fresh: ReadonlySet<string>
}

/** So long may a list grow while it is looked at. */
const MOST_ROWS = 200

/** The list with what has come of it: changed rows in their places, new ones on top, or held back. */
export function mergeNews<Row extends { id: string }>(
  list: LiveRows<Row>,
  news: readonly Row[],
  isHolding: boolean,
): LiveRows<Row> {
  const byId = new Map(news.map((row) => [row.id, row]))
  const changed = (rows: Row[]) => rows.map((row) => byId.get(row.id) ?? row)
  const known = new Set([...list.rows, ...list.held].map(({ id }) => id))
  const newest = list.rows[0]?.id ?? ''
  const last = list.rows.at(-1)?.id ?? ''
  const isNew = ({ id }: Row) => !known.has(id)
  const arrived = news.filter((row) => isNew(row) && row.id > newest)
  // What has come to belong to the list only now stands where it belongs, if that is on this page.
  const between = isHolding ? [] : news.filter((row) => isNew(row) && row.id < newest && row.id > last)
  const next = {
    rows: inOrder([...changed(list.rows), ...between]),
    held: inOrder([...arrived, ...changed(list.held)]),
    fresh: list.fresh,
  }
  return isHolding ? next : showHeld(next)
}

/** Shows what was held back. */
export function showHeld<Row extends { id: string }>({ rows, held, fresh }: LiveRows<Row>): LiveRows<Row> {
  if (held.length === 0) return { rows, held, fresh }
  return {
    rows: inOrder([...held, ...rows]).slice(0, MOST_ROWS),
    held: [],
    fresh: new Set(held.map(({ id }) => id)),
  }
}

function inOrder<Row extends { id: string }>(rows: Row[]): Row[] {
  return rows.toSorted((a, b) => (a.id < b.id ? 1 : a.id > b.id ? -1 : 0))
}

/** Whether any of it is new to a list, as far as the list goes, or other than it stands there. */
export function isNews<Row extends { id: string }>(
  list: Pick<LiveRows<Row>, 'rows' | 'held'>,
  news: readonly Row[],
): boolean {
  const known = new Map([...list.rows, ...list.held].map((row) => [row.id, JSON.stringify(row)]))
  const last = list.rows.at(-1)?.id ?? ''
  return news.some((row) => {
    const before = known.get(row.id)
    return before === undefined ? row.id > last : before !== JSON.stringify(row)
  })
}
