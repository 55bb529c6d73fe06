import { z } from 'zod'
import { Prisma } from '#lib/db/generated/client.ts'
import { scopeName, type Transaction, withRoutingLocked } from '#lib/mappings/scope.ts'

export const removeEndpointInput = z.object({ id: z.uuid() })

export type RemoveEndpointOutcome = { ok: true; url: string } | { ok: false; reason: string }

/** So long removing waits for those who write deliveries, and those who come after it wait for it. */
const LOCK_MS = 1000
const LOCK_NOT_AVAILABLE = '55P03'

/** Removes an endpoint that nothing maps and that nothing was ever delivered to: the log names no other. */
export async function removeEndpoint(
  input: z.input<typeof removeEndpointInput>,
): Promise<RemoveEndpointOutcome> {
  const { id } = removeEndpointInput.parse(input)
  try {
    return await withRoutingLocked((tx) => removeUnused(tx, id))
  } catch (error) {
    if (!isLockTimeout(error)) throw error
    return { ok: false, reason: 'Many deliveries are being written just now. Try again in a moment.' }
  }
}

async function removeUnused(tx: Transaction, id: string): Promise<RemoveEndpointOutcome> {
  const endpoint = await tx.endpoint.findUnique({ where: { id }, include: { mappings: { take: 1 } } })
  if (!endpoint) return { ok: false, reason: 'This endpoint is not there any more.' }
  const [mapping] = endpoint.mappings
  if (mapping) {
    const where = `${mapping.eventType} of ${scopeName(mapping.licence)}`
    return { ok: false, reason: `${where} is mapped to it. Map it elsewhere first.` }
  }
  await waitForDeliveries(tx)
  const delivery = await tx.delivery.findFirst({ where: { endpointId: id }, select: { id: true } })
  if (delivery)
    return { ok: false, reason: 'The log has deliveries to it, so it stays. Nothing new goes there.' }
  await tx.endpoint.delete({ where: { id } })
  return { ok: true, url: endpoint.url }
}

// An event that is being stored may have read its mapping before that was taken away. The lock waits until such events
// are in, and keeps further ones out until the endpoint is gone: they read their mappings after that.
async function waitForDeliveries(tx: Transaction): Promise<void> {
  await tx.$executeRawUnsafe(`SET LOCAL lock_timeout = ${LOCK_MS}`)
  await tx.$executeRaw`LOCK TABLE ONLY delivery IN SHARE MODE`
}

function isLockTimeout(error: unknown): boolean {
  return error instanceof Prisma.PrismaClientKnownRequestError && error.message.includes(LOCK_NOT_AVAILABLE)
}
