import { z } from 'zod'
import { scopeName, withRoutingLocked } from '#lib/mappings/scope.ts'

export const removeEndpointInput = z.object({ id: z.uuid() })

export type RemoveEndpointOutcome = { ok: true; url: string } | { ok: false; reason: string }

/** Removes an endpoint that nothing maps and that nothing was ever delivered to: the log names no other. */
export async function removeEndpoint(
  input: z.input<typeof removeEndpointInput>,
): Promise<RemoveEndpointOutcome> {
  const { id } = removeEndpointInput.parse(input)
  return withRoutingLocked(async (tx) => {
    const endpoint = await tx.endpoint.findUnique({ where: { id }, include: { mappings: { take: 1 } } })
    if (!endpoint) return { ok: false, reason: 'This endpoint is not there any more.' }
    const [mapping] = endpoint.mappings
    if (mapping) {
      const where = `${mapping.eventType} of ${scopeName(mapping.licence)}`
      return { ok: false, reason: `${where} is mapped to it. Map it elsewhere first.` }
    }
    const delivery = await tx.delivery.findFirst({ where: { endpointId: id }, select: { id: true } })
    if (delivery)
      return { ok: false, reason: 'The log has deliveries to it, so it stays. Nothing new goes there.' }
    await tx.endpoint.delete({ where: { id } })
    return { ok: true, url: endpoint.url }
  })
}
