import type { NextRequest } from 'next/server'
import { download } from '#app/download.ts'
import { NUMBER_PARAM } from '#components/deliveries/bytes-href.ts'
import { DELIVERY_PARTS, deliveryBytes } from '#lib/delivery-log/get-bytes.ts'

export const dynamic = 'force-dynamic'

/** One body, query or value of a delivery, whole, as a file. */
export async function GET(
  request: NextRequest,
  { params }: RouteContext<'/api/deliveries/[id]/bytes/[part]'>,
): Promise<Response> {
  const { id, part: asked } = await params
  const part = DELIVERY_PARTS.find((one) => one === asked)
  const number = Number(request.nextUrl.searchParams.get(NUMBER_PARAM) ?? Number.NaN)
  // What is asked for is ours, what is in the address may be anything.
  const name = `delivery-${id.replace(/[^\w-]/g, '_')}-${part}${Number.isInteger(number) ? `-${number}` : ''}`
  return download(name, async () => (part ? deliveryBytes(id, part, number) : null))
}
