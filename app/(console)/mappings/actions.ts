'use server'

import { revalidatePath } from 'next/cache'
import { z } from 'zod'
import { secureAction } from '#app/secure-action.ts'
import { checkUrl as check, checkUrlInput } from '#lib/dispatch/check-url.ts'
import { sendTestRequest as sendRequest, testRequestInput } from '#lib/dispatch/send-test-request.ts'
import {
  boundDiffOutcome,
  diffRevisions as diff,
  diffRevisionsInput,
  revisionNumber,
} from '#lib/mappings/diff-revisions.ts'
import { registerLicence as register } from '#lib/mappings/licences.ts'
import { listRevisions as list } from '#lib/mappings/list-revisions.ts'
import { removeMapping as remove, removeMappingInput } from '#lib/mappings/remove-mapping.ts'
import { rollBack as roll, rollBackInput } from '#lib/mappings/roll-back.ts'
import { setRpcServerIpInput, setRpcServerIp as setServer } from '#lib/mappings/rpc-server-ip.ts'
import { eventTypeName, licenceNumber, scopeLicence } from '#lib/mappings/scope.ts'
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

export const setRpcServerIp = secureAction(setRpcServerIpInput, async ({ input, user }) => {
  const outcome = await setServer({ ...input, actor: user.email })
  revalidatePath('/mappings')
  return { ok: true, outcome }
})

export const listRevisions = secureAction(
  z.object({ licence: scopeLicence, before: revisionNumber.nullable(), through: revisionNumber.nullable() }),
  async ({ input }) => ({ ok: true, outcome: { ok: true as const, ...(await list(input)) } }),
)

export const diffRevisions = secureAction(diffRevisionsInput, async ({ input }) => ({
  ok: true,
  outcome: boundDiffOutcome(await diff(input)),
}))

export const rollBack = secureAction(rollBackInput, async ({ input, user }) => {
  const outcome = await roll({ ...input, actor: user.email })
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

export const checkUrl = secureAction(checkUrlInput, async ({ input }) => ({
  ok: true,
  outcome: await check(input),
}))

export const sendTestRequest = secureAction(testRequestInput, async ({ input }) => ({
  ok: true,
  outcome: await sendRequest(input),
}))
