import type { RunOutcome } from '../bulk/run-state.ts'
import type { Read } from './read-log.ts'
import type { RecordedDeed } from './record-deeds.ts'
import type { AttemptDetail, Deed, DeliveryDetail } from './types.ts'

/** More than anybody does with one delivery; of a script that does more, the newest. */
const MOST_READ = 200

// Counts on: delivery_deed (delivery_id).
const RECORDED = `
SELECT deed, actor, created_at AS at FROM delivery_deed WHERE delivery_id = $1::uuid ORDER BY id DESC LIMIT ${MOST_READ}`

// Counts on: bulk_run_delivery (delivery_id), bulk_run by key.
const RUNS = `
SELECT run.id, run.kind, run.actor, run.created_at AS at, record.outcome, run.note, run.ended_at AS "endedAt"
FROM bulk_run_delivery record JOIN bulk_run run ON run.id = record.run_id
WHERE record.delivery_id = $1::uuid ORDER BY run.id DESC LIMIT ${MOST_READ}`

type RecordedRow = { deed: RecordedDeed; actor: string; at: Date }
type RunRow = {
  id: string
  kind: 'resend' | 'replay'
  actor: string
  at: Date
  outcome: RunOutcome
  note: string | null
  endedAt: Date | null
}

type Beside = Pick<DeliveryDetail, 'change' | 'originalId' | 'changedResends'> & {
  attempts: readonly Pick<AttemptDetail, 'actor' | 'trigger' | 'startedAt'>[]
}

/** What people did with a delivery, oldest first: alone, by bulk runs, and with changes. */
export async function readDeeds(read: Read, deliveryId: string, beside: Beside): Promise<Deed[]> {
  const recorded = (await read<RecordedRow>(RECORDED, [deliveryId])).map(
    ({ deed, actor, at }): Deed => ({ deed, actor, at: at.toISOString() }),
  )
  const runs = await read<RunRow>(RUNS, [deliveryId])
  return joinDeeds([...recorded, ...runs.flatMap(deedsOfRun)], beside)
}

function deedsOfRun({ id, kind, actor, at, outcome, note, endedAt }: RunRow): Deed[] {
  const started: Deed = { deed: 'run', actor, at: at.toISOString(), run: { id, kind, outcome } }
  if (outcome !== 'taken back' || endedAt === null) return [started]
  // As cancelRun writes it.
  const by = /^Cancelled by (.*)[.]$/.exec(note ?? '')?.[1] ?? 'Bellhop'
  return [started, { deed: 'cancel run', actor: by, at: endedAt.toISOString(), runId: id }]
}

/** An attempt begins after what asked for it, whose moment is rounded. */
const ROUNDING_MS = 1

/** Adds what other tables tell, in order of time. Pure. */
export function joinDeeds(read: readonly Deed[], beside: Beside): Deed[] {
  const { change, originalId, changedResends, attempts } = beside
  const told: Deed[] = [...read]
  if (change !== null && originalId !== null)
    told.push({ deed: 'change', actor: change.actor, at: change.at, originalId })
  for (const resend of changedResends)
    told.push({ deed: 'changed resend', actor: resend.actor, at: resend.at, resend })
  const asked = [...told]
  const isAsked = (actor: string, startedAt: string) =>
    asked.some((one) => one.actor === actor && Date.parse(one.at) <= Date.parse(startedAt) + ROUNDING_MS)
  // Attempts from before deeds were kept say who asked for them.
  for (const { actor, trigger, startedAt } of attempts)
    if (actor !== null && !isAsked(actor, startedAt))
      told.push({ deed: trigger === 'resend' ? 'resend' : 'deliver', actor, at: startedAt })
  return told.sort((a, b) => Date.parse(a.at) - Date.parse(b.at))
}
