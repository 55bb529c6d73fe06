import type { ListedMapping, MappedTo } from '#lib/mappings/list-mappings.ts'

/** A row as it is shown: while it is saved, with what it will say. */
export type ShownMapping = ListedMapping & { isSaving?: boolean }

/** The rows, with one for each event type that is being mapped for the first time. Pure. */
export function withRows(rows: ListedMapping[], eventTypes: Iterable<string>): ListedMapping[] {
  const missing = [...eventTypes].filter((wanted) => !rows.some(({ eventType }) => eventType === wanted))
  const empty = { known: false, own: null, inherited: null, effective: null }
  return [...rows, ...missing.map((eventType) => ({ eventType, ...empty }))]
}

/** The rows, one of them as it will be once `urls` are saved. Pure. */
export function withWanted(
  rows: ShownMapping[],
  wanted: { eventType: string; urls: string[] | null },
): ShownMapping[] {
  const own = targetOf(wanted.urls)
  return rows.map((row) =>
    row.eventType === wanted.eventType
      ? { ...row, own, effective: own ?? row.inherited, isSaving: true }
      : row,
  )
}

/** An endpoint that is not made yet has no id; its URL tells it from the others. */
function targetOf(urls: string[] | null): MappedTo {
  if (urls === null) return null
  return urls.length === 0 ? 'deliver nothing' : urls.map((url) => ({ endpointId: url, url }))
}
