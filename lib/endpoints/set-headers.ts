import { z } from 'zod'
import { prisma } from '#lib/db/prisma.ts'
import { type CustomHeader, customHeadersSchema } from '#lib/endpoints/credentials.ts'
import { openHeaders, sealHeaders } from '#lib/endpoints/own-headers.ts'

/** The headers of an endpoint as a form sends them; a value of null keeps the one that is there. */
export const setHeadersInput = z.object({
  endpointId: z.uuid(),
  headers: z.array(z.tuple([z.string(), z.string().nullable()])).max(100, 'These are too many headers.'),
})

export type SetHeadersOutcome =
  | { ok: true; names: string[] }
  /** `index`: of the header that is wrong; null: none of its own. */
  | { ok: false; reason: string; index: number | null }

/** Sets the headers that every request to an endpoint carries, all of them at once. Their values are sealed. */
export async function setHeaders(input: z.output<typeof setHeadersInput>): Promise<SetHeadersOutcome> {
  const { endpointId, headers } = input
  return prisma().$transaction(async (tx): Promise<SetHeadersOutcome> => {
    await tx.$queryRaw`SELECT FROM endpoint WHERE id = ${endpointId}::uuid FOR UPDATE`
    const endpoint = await tx.endpoint.findUnique({ where: { id: endpointId }, select: { headers: true } })
    if (!endpoint) return { ok: false, reason: 'This endpoint is not there any more.', index: null }
    const kept = new Map(keptHeaders(endpointId, endpoint.headers))
    const whole: CustomHeader[] = []
    for (const [index, [name, value]] of headers.entries()) {
      const known = value ?? kept.get(name.trim().toLowerCase())
      if (known === undefined)
        return { ok: false, reason: `The value of ${name} is not there any more. Enter it anew.`, index }
      whole.push([name, known])
    }
    const parsed = customHeadersSchema.safeParse(whole)
    if (!parsed.success) return refusal(parsed.error)
    await tx.endpoint.update({
      where: { id: endpointId },
      data: { headers: sealHeaders(endpointId, parsed.data) },
    })
    return { ok: true, names: parsed.data.map(([name]) => name) }
  })
}

/** Under another SECRET_KEY the old ones do not open: then none of them can be kept. */
function keptHeaders(endpointId: string, sealed: Uint8Array | null): CustomHeader[] {
  try {
    return openHeaders(endpointId, sealed)
  } catch {
    return []
  }
}

function refusal(error: z.ZodError): SetHeadersOutcome {
  const [issue] = error.issues
  const [index] = issue?.path ?? []
  return {
    ok: false,
    reason: issue?.message ?? 'Something is not right.',
    index: typeof index === 'number' ? index : null,
  }
}
