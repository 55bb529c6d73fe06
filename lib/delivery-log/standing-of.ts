import { healthOf, type ShownHealth } from '#lib/delivery-log/health-of.ts'
import { type LanePlace, laneOf } from '#lib/delivery-log/lane-of.ts'
import type { ListedDelivery } from '#lib/delivery-log/types.ts'

/** What keeps a delivery that has not ended: its endpoint's health when it is held, and its place in its lane. */
export async function standingOf({
  id,
  status,
  endpointId,
}: Pick<ListedDelivery, 'id' | 'status' | 'endpointId'>): Promise<{
  health: ShownHealth | null
  lane: LanePlace | null
}> {
  const isOpen = status === 'pending' || status === 'held'
  const [health, lane] = await Promise.all([
    status === 'held' ? healthOf(endpointId) : null,
    isOpen ? laneOf(id) : null,
  ])
  return { health, lane }
}
