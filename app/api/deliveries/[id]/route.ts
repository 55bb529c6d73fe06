import { randomUUID } from 'node:crypto'
import type { NextRequest } from 'next/server'
import { headline } from '#components/deliveries/headline.ts'
import { ATTEMPT_PARAM } from '#components/deliveries/search-params.ts'
import type { OpenDelivery } from '#components/deliveries/sheet/open-delivery.ts'
import { showDelivery } from '#components/deliveries/shown.ts'
import { readSession } from '#lib/auth/require-session.ts'
import { getDelivery } from '#lib/delivery-log/get-delivery.ts'
import { sayReadFailure } from '#lib/delivery-log/read-failure.ts'
import { standingOf } from '#lib/delivery-log/standing-of.ts'

export const dynamic = 'force-dynamic'

/** A delivery with one of its attempts, as the sheet beside the log shows it; a failure is `{ problem }`. */
export async function GET(
  request: NextRequest,
  { params }: RouteContext<'/api/deliveries/[id]'>,
): Promise<Response> {
  if (!(await readSession()))
    return Response.json({ problem: 'Your session has ended. Sign in again.' }, { status: 401 })
  const attempt = Number(request.nextUrl.searchParams.get(ATTEMPT_PARAM) ?? Number.NaN)
  try {
    const delivery = await getDelivery((await params).id, { bodyOf: attempt })
    if (!delivery)
      return Response.json({ problem: 'This delivery is not in the log (any more).' }, { status: 404 })
    const standing = await standingOf(delivery)
    const open: OpenDelivery = {
      delivery: showDelivery(delivery, attempt),
      standing,
      headline: headline({ ...delivery, ...standing }),
      requestId: randomUUID(),
    }
    return Response.json(open)
  } catch (error) {
    return Response.json({ problem: sayReadFailure(error) }, { status: 503 })
  }
}
