import type { Verified } from '#lib/verify/verify-log.ts'
import { acceptedOf, type MadeCall } from './calls.ts'
import type { Fault, Played, Verdict } from './fault.ts'
import type { Arrival } from './receiver.ts'
import type { Stage } from './stage.ts'

/** Arrives later than this: the fault shows. */
const LATE_MS = 1000
const SHOWN = 3

type Standing = { eventId: string; status: string; lastError: string | null }

// Counts on: delivery (event_id).
const STANDING = `
SELECT event_id AS "eventId", status, last_error AS "lastError" FROM delivery WHERE event_id = ANY($1::uuid[])`

/** The first arrival of each N that was answered 200. */
export function firstArrivals(arrivals: Arrival[]): Map<number, Arrival> {
  const first = new Map<number, Arrival>()
  for (const arrival of arrivals) {
    if (arrival.status === 200 && !first.has(arrival.n)) first.set(arrival.n, arrival)
  }
  return first
}

/** Arrivals of a delivery that had been answered 200 before. */
export function duplicatesIn(arrivals: Arrival[]): number {
  const answered = new Set<string>()
  let duplicates = 0
  for (const { id, status } of arrivals) {
    if (answered.has(id)) duplicates += 1
    else if (status === 200) answered.add(id)
  }
  return duplicates
}

/** Sentences of the first few things that are wrong, and how many there are. */
function few<Wrong>(wrong: Wrong[], what: string, say: (one: Wrong) => string): string[] {
  if (wrong.length === 0) return []
  return [`${wrong.length} ${what}: ${wrong.slice(0, SHOWN).map(say).join(', ')}`]
}

function changedIn(calls: MadeCall[], arrivals: Arrival[]): string[] {
  const wrong = arrivals.filter(({ n, body }) => calls[n]?.form !== body)
  return few(
    wrong,
    'arrived otherwise than they were sent',
    ({ n, body }) => `N=${n} as ${body.slice(0, 80)}`,
  )
}

/** The chat server calls once: an event of which there are two was stored twice. */
function storedTwice(arrivals: Arrival[]): string[] {
  const ids = new Map<number, Set<string>>()
  for (const { n, id } of arrivals) ids.set(n, (ids.get(n) ?? new Set()).add(id))
  const wrong = [...ids].filter(([, one]) => one.size > 1)
  return few(wrong, 'stored twice', ([n, one]) => `N=${n} as ${[...one].join(' and ')}`)
}

/** From the fault until the last arrival that was late, repeats included. */
function recovered(calls: MadeCall[], arrivals: Arrival[], injectedAt: number): number | null {
  const late = arrivals.filter(({ n, at }) => at > injectedAt && at - (calls[n]?.at ?? at) > LATE_MS)
  return late.length === 0 ? null : late.reduce((most, { at }) => Math.max(most, at), 0) - injectedAt
}

/** The invariant checker of the product, as an admin runs it. */
export async function verifyViolations(stage: Stage): Promise<string[]> {
  const { code, stdout, stderr } = await stage.command('verify', '--since', '24h', '--json')
  if (code === 0) return []
  try {
    const { checks }: Verified = JSON.parse(stdout)
    return checks
      .filter(({ wrong }) => wrong > 0)
      .map(({ name, wrong, ids }) => `verify, ${name}: ${wrong} wrong, ${ids.slice(0, SHOWN).join(', ')}`)
  } catch {
    return [`verify ended with code ${code}: ${stderr.trim()}`]
  }
}

/** Holds what came of a fault against what is promised, by id. */
export async function judge(fault: Fault, stage: Stage, played: Played, tookMs: number): Promise<Verdict> {
  const { calls, arrivals, injectedAt, notes } = played
  const accepted = acceptedOf(calls)
  const ids = accepted.flatMap(({ eventId }) => (eventId ? [eventId] : []))
  const standing = new Map((await stage.rows<Standing>(STANDING, [ids])).map((row) => [row.eventId, row]))
  const first = firstArrivals(arrivals)
  const gone = accepted.filter(({ n }) => !first.has(n))
  const isDue = ({ eventId }: MadeCall) => /pending|held/.test(standing.get(eventId ?? '')?.status ?? '')
  const isRemoved = ({ eventId }: MadeCall) =>
    standing.get(eventId ?? '')?.lastError?.startsWith('Its endpoint was removed') ?? false
  const lost = gone.filter((call) => !isDue(call) && !isRemoved(call))
  return {
    fault: fault.name,
    events: accepted.length,
    notTaken: calls.length - accepted.length,
    lost: lost.length,
    duplicates: duplicatesIn(arrivals),
    recoveredMs: recovered(calls, arrivals, injectedAt),
    tookMs,
    notes,
    violations: [
      ...few(lost, 'lost', ({ n, eventId }) => {
        const found = standing.get(eventId ?? '')
        return `N=${n} ${eventId} (${found ? `${found.status}: ${found.lastError}` : 'no delivery'})`
      }),
      ...few(
        accepted.filter(({ eventId }) => eventId === null),
        'answered 200 without an id',
        ({ n }) => `N=${n}`,
      ),
      ...changedIn(calls, arrivals),
      ...storedTwice(arrivals),
      ...(await verifyViolations(stage)),
      ...played.violations,
    ],
  }
}
