import type { MadeCall } from './calls.ts'
import { firstArrivals } from './judge.ts'
import type { Arrival } from './receiver.ts'

const AGENT = /OPERATOR_ID=([^&]*)/
const SHOWN = 3

/** Sentences of what reached the receiver before an older event of its agent. Ids tell which came to the door first. */
export function outOfOrder(calls: MadeCall[], arrivals: Arrival[]): string[] {
  const idOf = new Map(calls.map(({ n, eventId }) => [n, eventId ?? '']))
  const newest = new Map<string, { id: string; n: number }>()
  const wrong: string[] = []
  for (const { n, body } of firstArrivals(arrivals).values()) {
    const agent = `${/LICENCE=([^&]*)/.exec(body)?.[1]} ${AGENT.exec(body)?.[1]}`
    const id = idOf.get(n) ?? ''
    const before = newest.get(agent)
    if (before && id !== '' && id < before.id) wrong.push(`N=${n} of ${agent} behind N=${before.n}`)
    else if (id !== '') newest.set(agent, { id, n })
  }
  return wrong.length === 0 ? [] : [`${wrong.length} out of order: ${wrong.slice(0, SHOWN).join(', ')}`]
}
