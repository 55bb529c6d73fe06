import type { Fact } from './licence-facts.ts'

/** A fact with the moment of its event (when the call came in) and the event's id, which breaks ties. */
export type ToldFact = Fact & { at: Date; eventId: string }

/** The newest fact of a key within a batch. */
export type NewestFact = ToldFact & {
  /** Since when it has been so, as far as the batch tells. */
  since: Date
  /** When, and by which event, the batch last told otherwise; null when it never did. */
  otherwise: { at: Date; eventId: string } | null
}

const keyOf = (fact: Fact) => [fact.licence, fact.kind, fact.subject, fact.name].join('\0')

function compare<Value extends string | number>(a: Value, b: Value): number {
  return a < b ? -1 : a > b ? 1 : 0
}

/**
 * The newest fact of each key, in event time, whatever the order in which they are given. Sorted by key: every batch
 * locks its rows in the same order, so that two of them never wait for each other. Pure.
 */
export function newestFacts(told: readonly ToldFact[]): NewestFact[] {
  const inTime = told.toSorted(
    (a, b) => compare(a.at.getTime(), b.at.getTime()) || compare(a.eventId, b.eventId),
  )
  const newest = new Map<string, NewestFact>()
  for (const fact of inTime) {
    const key = keyOf(fact)
    const before = newest.get(key)
    const isSame = before?.value === fact.value
    newest.set(key, {
      ...fact,
      since: before && isSame ? before.since : fact.at,
      otherwise: before && !isSame ? { at: before.at, eventId: before.eventId } : (before?.otherwise ?? null),
    })
  }
  return [...newest].toSorted(([a], [b]) => compare(a, b)).map(([, fact]) => fact)
}
