import { z } from 'zod'
import { prisma } from '#lib/db/prisma.ts'
import { credentialsSchema } from '#lib/endpoints/credentials.ts'
import { sealCredentials } from '#lib/endpoints/own-headers.ts'

/** The credentials of an endpoint as a form sends them; null takes them away. */
export const setCredentialsInput = z.object({
  endpointId: z.uuid(),
  credentials: credentialsSchema.nullable(),
})

export type SetCredentialsOutcome = { ok: true } | { ok: false; reason: string }

/** Sets what the requests to an endpoint are authorised with. It is sealed, and shown to nobody again. */
export async function setCredentials({
  endpointId,
  credentials,
}: z.output<typeof setCredentialsInput>): Promise<SetCredentialsOutcome> {
  const { count } = await prisma().endpoint.updateMany({
    where: { id: endpointId },
    data: { credentials: sealCredentials(endpointId, credentials) },
  })
  return count > 0 ? { ok: true } : { ok: false, reason: 'This endpoint is not there any more.' }
}
