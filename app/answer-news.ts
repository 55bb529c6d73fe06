import { headers } from 'next/headers'
import type { NextRequest } from 'next/server'
import { readSession } from '#lib/auth/require-session.ts'
import type { News } from '#lib/delivery-log/follow-log.ts'

/** The database does not answer: that ends no session. */
const UNKNOWN = 'unknown'

/** A proxy that hears nothing for long ends the connection. */
const BEAT_MS = 15_000

/** A log as it goes on, as server-sent events: `rows` (first all that are followed), `left` and `problem`. 401 without a session. */
export async function answerNews<Row>(
  request: NextRequest,
  follow: (signal: AbortSignal) => AsyncGenerator<News<Row>, void>,
): Promise<Response> {
  if (!(await readSession())) return new Response('Sign in first.', { status: 401 })
  const asked = new Headers(await headers())
  const ended = new AbortController()
  const signal = AbortSignal.any([request.signal, ended.signal])
  const text = new TextEncoder()
  const stream = new ReadableStream<Uint8Array>({
    async start(controller) {
      const send = (line: string) => controller.enqueue(text.encode(line))
      // A session that has ended meanwhile ends what it opened.
      const beat = setInterval(async () => {
        if ((await readSession(asked).catch(() => UNKNOWN)) === null) ended.abort()
        else if (!signal.aborted) send(': \n\n')
      }, BEAT_MS)
      try {
        for await (const news of follow(signal)) {
          if (signal.aborted) break
          for (const [name, data] of eventsOf(news)) send(`event: ${name}\ndata: ${JSON.stringify(data)}\n\n`)
        }
      } finally {
        clearInterval(beat)
        if (!request.signal.aborted) controller.close()
      }
    },
    cancel: () => ended.abort(),
  })
  return new Response(stream, {
    headers: { 'content-type': 'text/event-stream', 'cache-control': 'no-cache, no-transform' },
  })
}

function eventsOf<Row>(news: News<Row>): [name: string, data: unknown][] {
  if ('problem' in news) return [['problem', news.problem]]
  const { rows, left } = news
  return left.length === 0
    ? [['rows', rows]]
    : [
        ['rows', rows],
        ['left', left],
      ]
}
