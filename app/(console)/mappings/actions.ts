'use server'

import { revalidatePath } from 'next/cache'
import { z } from 'zod'
import { secureAction } from '#app/secure-action.ts'
import { registerLicence as register } from '#lib/mappings/licences.ts'
import { removeMapping as remove, removeMappingInput } from '#lib/mappings/remove-mapping.ts'
import { eventTypeName, licenceNumber } from '#lib/mappings/scope.ts'
import { setMapping as set, setMappingInput } from '#lib/mappings/set-mapping.ts'
import { sendTestEvent as send } from '#lib/test-event/send-test-event.ts'

export const setMapping = secureAction(setMappingInput, async ({ input, user }) => {
  const outcome = await set({ ...input, actor: user.email })
  if (outcome.ok || outcome.conflict) revalidatePath('/mappings')
  return { ok: true, outcome }
})

export const removeMapping = secureAction(removeMappingInput, async ({ input, user }) => {
  const outcome = await remove({ ...input, actor: user.email })
  if (outcome.ok || outcome.conflict) revalidatePath('/mappings')
  return { ok: true, outcome }
})

export const registerLicence = secureAction(z.object({ number: z.string() }), async ({ input }) => ({
  ok: true,
  outcome: await register(input.number),
}))

export const sendTestEvent = secureAction(
  z.object({ eventType: eventTypeName, licence: licenceNumber }),
  async ({ input, user }) => {
    const outcome = await send({ ...input, actor: user.email })
    revalidatePath('/mappings')
    return { ok: true, outcome }
  },
)
