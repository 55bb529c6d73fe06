import { headers } from 'next/headers'
import type { NextRequest } from 'next/server'
import { readSession } from '#lib/auth/require-session.ts'
import type { News } from '#lib/delivery-log/follow-log.ts'
import { newsStream } from './news-stream.ts'

/** A log as it goes on, as server-sent events. 401 without a session. */
export async function answerNews<Row>(
  request: NextRequest,
  follow: (signal: AbortSignal) => AsyncGenerator<News<Row>, void>,
): Promise<Response> {
  if (!(await readSession())) return new Response('Sign in first.', { status: 401 })
  const asked = new Headers(await headers())
  // The database does not answer: that ends no session.
  const isAllowed = () =>
    readSession(asked).then(
      (session) => session !== null,
      () => true,
    )
  return new Response(newsStream(follow, { gone: request.signal, isAllowed }), {
    headers: { 'content-type': 'text/event-stream', 'cache-control': 'no-cache, no-transform' },
  })
}
