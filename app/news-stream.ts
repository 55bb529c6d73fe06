import type { News } from '#lib/delivery-log/follow-log.ts'

/** A proxy that hears nothing for long ends the connection. */
const BEAT_MS = 15_000

/** A browser that sleeps keeps its connection: what it has not read must not gather here. Let go, it connects anew. */
const MOST_UNREAD = 20

/**
 * News of a log as server-sent events: `rows` (first all that are followed), `left` and `problem`. The stream ends when
 * `gone` says so, when nobody reads it, or when its reader may not see the log any more.
 */
export function newsStream<Row>(
  follow: (signal: AbortSignal) => AsyncGenerator<News<Row>, void>,
  { gone, isAllowed }: { gone: AbortSignal; isAllowed: () => Promise<boolean> },
): ReadableStream<Uint8Array> {
  const ended = new AbortController()
  const signal = AbortSignal.any([gone, ended.signal])
  const text = new TextEncoder()
  return new ReadableStream<Uint8Array>({
    async start(controller) {
      const send = (line: string) => {
        controller.enqueue(text.encode(line))
        if ((controller.desiredSize ?? 0) < -MOST_UNREAD) ended.abort()
      }
      // A session that has ended meanwhile ends what it opened.
      const beat = setInterval(async () => {
        if (!(await isAllowed())) ended.abort()
        else if (!signal.aborted) send(': \n\n')
      }, BEAT_MS)
      try {
        for await (const news of follow(signal)) {
          if (signal.aborted) break
          for (const [name, data] of eventsOf(news)) send(`event: ${name}\ndata: ${JSON.stringify(data)}\n\n`)
        }
      } finally {
        clearInterval(beat)
        if (!gone.aborted) controller.close()
      }
    },
    cancel: () => ended.abort(),
  })
}

function eventsOf<Row>(news: News<Row>): [name: string, data: unknown][] {
  if ('problem' in news) return [['problem', news.problem]]
  const rows: [string, unknown] = ['rows', news.rows]
  return news.left.length === 0 ? [rows] : [rows, ['left', news.left]]
}
