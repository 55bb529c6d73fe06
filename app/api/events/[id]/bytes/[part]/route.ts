import type { NextRequest } from 'next/server'
import { download } from '#app/download.ts'
import { NUMBER_PARAM } from '#components/deliveries/bytes-href.ts'
import { callBytes, PAYLOAD_PARTS } from '#lib/delivery-log/get-bytes.ts'

export const dynamic = 'force-dynamic'

/** The query, the body or a value of a call, whole, as a file. */
export async function GET(
  request: NextRequest,
  { params }: RouteContext<'/api/events/[id]/bytes/[part]'>,
): Promise<Response> {
  const { id, part: asked } = await params
  const part = PAYLOAD_PARTS.find((one) => one === asked)
  const number = Number(request.nextUrl.searchParams.get(NUMBER_PARAM) ?? Number.NaN)
  const name = `event-${id.replace(/[^\w-]/g, '_')}-${part}${Number.isInteger(number) ? `-${number}` : ''}`
  return download(name, async () => (part ? callBytes(id, part, number) : null))
}
