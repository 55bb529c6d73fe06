import type { NextRequest } from 'next/server'
import { readSession } from '#lib/auth/require-session.ts'
import { exportProgress } from '#lib/delivery-log/export-progress.ts'

export const dynamic = 'force-dynamic'

/** How far a file is that the person has asked for: `{ rows, state }`, or 404. */
export async function GET(
  _request: NextRequest,
  { params }: RouteContext<'/api/exports/[id]'>,
): Promise<Response> {
  const user = await readSession()
  if (!user) return Response.json({ problem: 'Sign in first.' }, { status: 401 })
  const progress = exportProgress((await params).id, user.id)
  if (!progress) return Response.json({ problem: 'There is no such export.' }, { status: 404 })
  return Response.json(progress, { headers: { 'cache-control': 'no-store' } })
}
