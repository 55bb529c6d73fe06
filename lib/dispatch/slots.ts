/** Requests that a dispatcher has under way at once. */
const SLOTS = 400

/** Of what is free an endpoint may take this part: however many endpoints hang, something stays free for the others. */
const SHARE_OF_FREE = 0.25

/** The requests that a dispatcher has under way, and how many more it has room for. */
export function makeSlots() {
  const byEndpoint = new Map<string, number>()
  let taken = 0
  return {
    taken: () => taken,
    free: () => SLOTS - taken,
    /** How many more of an endpoint may go: it can never hold more than its share of what the others leave free. */
    allowedOf(endpointId: string): number {
      const own = byEndpoint.get(endpointId) ?? 0
      return Math.max(Math.ceil((SLOTS - taken) * SHARE_OF_FREE) - own, 0)
    },
    /** @returns gives it back; once. */
    take(endpointId: string): () => void {
      taken += 1
      byEndpoint.set(endpointId, (byEndpoint.get(endpointId) ?? 0) + 1)
      return () => {
        taken -= 1
        const left = (byEndpoint.get(endpointId) ?? 1) - 1
        if (left > 0) byEndpoint.set(endpointId, left)
        else byEndpoint.delete(endpointId)
      }
    },
  }
}
