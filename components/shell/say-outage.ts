import type { Saying } from '#components/ui/saying.tsx'
import type { Outage } from '#lib/delivery-log/recent-outages.ts'

const calls = (count: number) => (count === 1 ? '1 call' : `${count.toLocaleString('en')} calls`)
const were = (count: number) => (count === 1 ? 'was' : 'were')

function sayKept({ kept, refused, obstacle }: Outage): string {
  if (kept === 0 && refused === 0) return 'no call came in that time.'
  const lost = `${calls(refused)} could not be kept and ${were(refused)} answered 503.`
  if (kept === 0) return lost
  const came = kept === 1 ? 'came in' : 'came in, in order'
  const brought = `${calls(kept)} ${were(kept)} kept on disk and ${obstacle === null ? came : 'cannot all be brought in'}`
  if (obstacle !== null) {
    const remedy = `${obstacle}. What can be read of it comes in when Bellhop is started again.`
    return refused === 0 ? `${brought}: ${remedy}` : `${brought}: ${remedy} ${lost}`
  }
  return refused === 0 ? `${brought}.` : `${brought}; ${lost}`
}

/** What became of the calls of a time in which the database was away. */
export function sayOutage(outage: Outage): Saying {
  const { startedAt, endedAt } = outage
  const told = sayKept(outage)
  return ['The database did not answer from ', { at: startedAt }, ' to ', { at: endedAt }, `: ${told}`]
}
