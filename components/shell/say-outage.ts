import type { Saying } from '#components/ui/saying.tsx'
import type { Outage } from '#lib/delivery-log/recent-outages.ts'

const calls = (count: number) => (count === 1 ? '1 call' : `${count.toLocaleString('en')} calls`)
const were = (count: number) => (count === 1 ? 'was' : 'were')

function sayKept(kept: number, refused: number): string {
  if (kept === 0 && refused === 0) return 'no call came in that time.'
  const lost = `${calls(refused)} could not be kept and ${were(refused)} answered 503.`
  if (kept === 0) return lost
  const brought = `${calls(kept)} ${were(kept)} kept on disk and came in${kept === 1 ? '' : ', in order'}`
  return refused === 0 ? `${brought}.` : `${brought}; ${lost}`
}

/** What became of the calls of a time in which the database was away. */
export function sayOutage({ startedAt, endedAt, kept, refused }: Outage): Saying {
  const told = sayKept(kept, refused)
  return ['The database did not answer from ', { at: startedAt }, ' to ', { at: endedAt }, `: ${told}`]
}
