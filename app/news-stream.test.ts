import { describe, expect, it } from 'vitest'
import { newsStream } from './news-stream.ts'

const isAllowed = async () => true
const gone = () => new AbortController().signal

describe('news of a log, as a stream', () => {
  it('are rows, what has left, and problems', async () => {
    const stream = newsStream(
      async function* () {
        yield { rows: [{ id: 'a' }], left: [] }
        yield { rows: [], left: [{ id: 'a' }] }
        yield { problem: 'away' }
      },
      { gone: gone(), isAllowed },
    )
    expect(await new Response(stream).text()).toBe(
      [
        'event: rows\ndata: [{"id":"a"}]\n\n',
        'event: rows\ndata: []\n\n',
        'event: left\ndata: [{"id":"a"}]\n\n',
        'event: problem\ndata: "away"\n\n',
      ].join(''),
    )
  })

  it('end when nobody reads them', async () => {
    let told = 0
    const ended = Promise.withResolvers<void>()
    newsStream(
      async function* (signal) {
        while (!signal.aborted && told < 1000) {
          told += 1
          yield { rows: [], left: [] }
        }
        ended.resolve()
      },
      { gone: gone(), isAllowed },
    )
    await ended.promise
    expect(told).toBeLessThan(50)
  })

  it('are not asked for any more when the reader goes', async () => {
    const ended = Promise.withResolvers<void>()
    const stream = newsStream(
      async function* (signal) {
        yield { rows: [], left: [] }
        await new Promise((done) => signal.addEventListener('abort', done))
        ended.resolve()
      },
      { gone: gone(), isAllowed },
    )
    const reader = stream.getReader()
    await reader.read()
    await reader.cancel()
    await ended.promise
  })
})
