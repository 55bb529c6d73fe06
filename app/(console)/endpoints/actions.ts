'use server'

import { revalidatePath } from 'next/cache'
import { z } from 'zod'
import { secureAction } from '#app/secure-action.ts'
import { pauseEndpoint as pause } from '#lib/endpoints/pause-endpoint.ts'
import { LONGEST_REASON } from '#lib/endpoints/pause-reason.ts'
import { resumeEndpoint as resume } from '#lib/endpoints/resume-endpoint.ts'
import { setCredentialsInput, setCredentials as setCredentialsOf } from '#lib/endpoints/set-credentials.ts'
import { setHeadersInput, setHeaders as setHeadersOf } from '#lib/endpoints/set-headers.ts'
import { endSigning as end, rotateSigningKey as rotate } from '#lib/endpoints/signing.ts'
import { takeBackPause as takeBack } from '#lib/endpoints/take-back-pause.ts'
import { takeBackResume as takeBackResumeOf } from '#lib/endpoints/take-back-resume.ts'
import { removeEndpoint as remove, removeEndpointInput } from '#lib/mappings/remove-endpoint.ts'
import { updateEndpoint as update, updateEndpointInput } from '#lib/mappings/update-endpoint.ts'

const theEndpoint = z.object({ endpointId: z.uuid() })
const reasonOfPause = z
  .string()
  .trim()
  .max(LONGEST_REASON, `The reason has at most ${LONGEST_REASON} characters.`)

/** The list and the page of the endpoint. */
const readAnew = () => revalidatePath('/endpoints', 'layout')

export const updateEndpoint = secureAction(updateEndpointInput, async ({ input, user }) => {
  const outcome = await update({ ...input, actor: user.email })
  if (outcome.ok) readAnew()
  return { ok: true, outcome }
})

export const removeEndpoint = secureAction(removeEndpointInput, async ({ input }) => {
  const outcome = await remove(input)
  if (outcome.ok) readAnew()
  return { ok: true, outcome }
})

export const pauseEndpoint = secureAction(
  theEndpoint.extend({ reason: reasonOfPause }),
  async ({ input, user }) => {
    const outcome = await pause({ ...input, actor: user.email })
    readAnew()
    return { ok: true, outcome }
  },
)

export const resumeEndpoint = secureAction(theEndpoint, async ({ input }) => {
  const outcome = await resume(input)
  readAnew()
  return { ok: true, outcome }
})

/** For Undo of a pause: ends that very one. */
export const takeBackPause = secureAction(
  theEndpoint.extend({ pausedAt: z.iso.datetime() }),
  async ({ input }) => {
    const outcome = await takeBack(input)
    readAnew()
    return { ok: true, outcome }
  },
)

/** For Undo of a resume: pauses it again, unless something happened since. */
export const takeBackResume = secureAction(
  theEndpoint.extend({ resumedAt: z.iso.datetime(), reason: reasonOfPause }),
  async ({ input, user }) => {
    const outcome = await takeBackResumeOf({ ...input, actor: user.email })
    readAnew()
    return { ok: true, outcome }
  },
)

export const setHeaders = secureAction(setHeadersInput, async ({ input }) => {
  const outcome = await setHeadersOf(input)
  if (outcome.ok) readAnew()
  return { ok: true, outcome }
})

export const setCredentials = secureAction(setCredentialsInput, async ({ input }) => {
  const outcome = await setCredentialsOf(input)
  if (outcome.ok) readAnew()
  return { ok: true, outcome }
})

/** Makes a signing key, or one beside that which is there; it is in this answer and nowhere else. */
export const rotateSigningKey = secureAction(theEndpoint, async ({ input, user }) => {
  const outcome = await rotate({ ...input, actor: user.email })
  if (outcome.ok) readAnew()
  return { ok: true, outcome }
})

export const endSigning = secureAction(theEndpoint, async ({ input }) => {
  await end(input)
  readAnew()
  return { ok: true, outcome: { ok: true as const } }
})
