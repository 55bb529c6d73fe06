import { placeOf } from '../../dispatch/place-of.ts'
import { prepareTestRequest } from '../../dispatch/prepare-test-request.ts'
import { refusedPlaces } from '../../dispatch/refused-places.ts'

/** The server may have been started with another value than this terminal has. */
export const AS_HERE =
  'addresses are judged by the DISPATCH_ALLOW of this terminal; the server goes by its own'

/** Tells a person, on standard error, that what was mapped would not be called for its address. */
export async function noteAddress(target: {
  url: string
  eventType: string
  licence: string | null
}): Promise<void> {
  const { prepared } = await prepareTestRequest(target, target.licence ?? '1')
  if (!prepared.ok) return
  const { origin, connectTo } = prepared.request
  const [reason] = (await refusedPlaces([connectTo ?? placeOf(origin)])).values()
  if (reason === undefined) return
  process.stderr.write(`bellhop: it would not be called: ${reason}\nbellhop: ${AS_HERE}\n`)
}
