'use server'

import { revalidatePath } from 'next/cache'
import { secureAction } from '#app/secure-action.ts'
import { correctCall as correct, correctCallInput } from '#lib/ingest/correct-call.ts'
import { mapAndDeliver as map, mapAndDeliverInput } from '#lib/mappings/map-and-deliver.ts'

/** Makes an event of a rejected call and hands it to the dispatcher. */
export const correctCall = secureAction(correctCallInput, async ({ input, user }) => {
  const outcome = await correct({ ...input, actor: user.email })
  if (outcome.ok) revalidatePath('/events', 'layout')
  return { ok: true, outcome }
})

/** Sets the mapping of an event that went nowhere, and brings it there. */
export const mapAndDeliver = secureAction(mapAndDeliverInput, async ({ input, user }) => {
  const outcome = await map({ ...input, actor: user.email })
  if (outcome.ok || outcome.conflict) revalidatePath('/events', 'layout')
  return { ok: true, outcome }
})
