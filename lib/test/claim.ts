import { transaction } from '../db/pool.ts'
import { register, retire } from '../dispatch/presence.ts'
import type { ClaimedJob } from '../queue/attempt-jobs.ts'
import { claimJobs, FIRST_ENDPOINT } from '../queue/claim-jobs.ts'

/** Takes due jobs as a new dispatcher would, and leaves it there: `die` is what the others do about it. */
export async function claimDue(most = 100): Promise<{
  dispatcherId: string
  jobs: ClaimedJob[]
  die: () => Promise<void>
}> {
  const dispatcherId = await register()
  const take = () =>
    transaction((client) =>
      claimJobs(client, { dispatcherId, from: FIRST_ENDPOINT, most, allowedOf: () => most, waitMs: 0 }),
    )
  // The first round of an endpoint makes its health row.
  const first = await take()
  const { jobs } = first.jobs.length > 0 ? first : await take()
  return { dispatcherId, jobs, die: () => retire([dispatcherId]) }
}
