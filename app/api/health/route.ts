import { readHealth } from '#lib/delivery-log/health.ts'

export const dynamic = 'force-dynamic'

/** For monitors: 200 while calls can be kept, 503 when the database does not answer. */
export async function GET(): Promise<Response> {
  const health = await readHealth()
  return Response.json(health, {
    status: health.status === 'ok' ? 200 : 503,
    headers: { 'cache-control': 'no-store' },
  })
}
