'use server'

import { randomUUID } from 'node:crypto'
import { revalidatePath } from 'next/cache'
import { z } from 'zod'
import { secureAction } from '#app/secure-action.ts'
import { cancelRun as cancel } from '#lib/bulk/cancel-run.ts'
import { planRun as plan } from '#lib/bulk/plan-run.ts'
import { bulkScope, perSecond } from '#lib/bulk/scope.ts'
import { startRun as start } from '#lib/bulk/start-run.ts'
import { sayReadFailure } from '#lib/delivery-log/read-failure.ts'

/** Counts what a bulk run would do, and names that run. */
export const planRun = secureAction(z.object({ scope: bulkScope }), async ({ input }) => {
  const planned = await plan(input.scope).catch(sayReadFailure)
  const outcome =
    typeof planned === 'string'
      ? { ok: false as const, reason: planned }
      : { ok: true as const, plan: planned, runId: randomUUID() }
  return { ok: true, outcome }
})

/** Starts a bulk run under the id that its plan gave, so that a double click starts one. */
export const startRun = secureAction(
  z.object({ id: z.uuid(), scope: bulkScope, perSecond }),
  async ({ input, user }) => {
    const outcome = await start({ ...input, actor: user.email })
    revalidatePath('/runs')
    return { ok: true, outcome }
  },
)

/** Ends a bulk run and takes back what it has not sent yet. */
export const cancelRun = secureAction(z.object({ runId: z.uuid() }), async ({ input, user }) => {
  const outcome = await cancel({ ...input, actor: user.email })
  revalidatePath('/runs', 'layout')
  return { ok: true, outcome }
})
