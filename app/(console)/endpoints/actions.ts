'use server'

import { revalidatePath } from 'next/cache'
import { secureAction } from '#app/secure-action.ts'
import {
  pauseEndpoint as pause,
  pauseEndpointInput,
  resumeEndpoint as resume,
  resumeEndpointInput,
} from '#lib/endpoints/pause-endpoint.ts'
import { removeEndpoint as remove, removeEndpointInput } from '#lib/mappings/remove-endpoint.ts'
import { updateEndpoint as update, updateEndpointInput } from '#lib/mappings/update-endpoint.ts'

export const updateEndpoint = secureAction(updateEndpointInput, async ({ input, user }) => {
  const outcome = await update({ ...input, actor: user.email })
  if (outcome.ok) revalidatePath('/endpoints', 'layout')
  return { ok: true, outcome }
})

export const pauseEndpoint = secureAction(pauseEndpointInput, async ({ input, user }) => {
  const outcome = await pause({ ...input, actor: user.email })
  revalidatePath('/endpoints', 'layout')
  return { ok: true, outcome }
})

export const resumeEndpoint = secureAction(resumeEndpointInput, async ({ input, user }) => {
  const outcome = await resume({ ...input, actor: user.email })
  revalidatePath('/endpoints', 'layout')
  return { ok: true, outcome }
})

export const removeEndpoint = secureAction(removeEndpointInput, async ({ input }) => {
  const outcome = await remove(input)
  if (outcome.ok) revalidatePath('/endpoints')
  return { ok: true, outcome }
})
