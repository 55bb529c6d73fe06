'use server'

import { revalidatePath } from 'next/cache'
import { secureAction } from '#app/secure-action.ts'
import { boundOutcome, boundPlanned } from '#lib/lc-serv-cfg/bound-plan.ts'
import {
  applyConfigImport,
  applyImportInput,
  planConfigImport,
  planImportInput,
} from '#lib/lc-serv-cfg/import-config.ts'

export const planImport = secureAction(planImportInput, async ({ input }) => ({
  ok: true,
  outcome: { ok: true as const, ...boundPlanned(await planConfigImport(input)) },
}))

export const applyImport = secureAction(applyImportInput, async ({ input, user }) => {
  const outcome = await applyConfigImport({ ...input, actor: user.email })
  if (outcome.ok) revalidatePath('/config')
  return { ok: true, outcome: boundOutcome(outcome) }
})
