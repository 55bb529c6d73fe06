import type { Ask } from '#components/ui/ask.ts'
import type { CancelRunOutcome } from '#lib/bulk/cancel-run.ts'
import type { BulkPlan } from '#lib/bulk/plan-run.ts'
import type { GivenScope } from '#lib/bulk/scope.ts'
import type { StartOutcome } from '#lib/bulk/start-run.ts'

/** A plan comes with the id that its run is to have: started twice, it runs once. */
export type PlanOutcome = { ok: true; plan: BulkPlan; runId: string } | { ok: false; reason: string }

/** What a page hands in so that its deliveries can be sent again, or its events replayed. */
export type BulkActions = {
  plan: Ask<{ scope: GivenScope }, PlanOutcome>
  start: Ask<{ id: string; scope: GivenScope; perSecond: number }, StartOutcome>
}

export type CancelRun = Ask<{ runId: string }, CancelRunOutcome>
