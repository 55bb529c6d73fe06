import { createServer, type RequestListener } from 'node:http'
import { seeded } from '../../simulation/random.ts'

const FAILS = 0.03
const SLOW = 0.02
const SLOW_MS = 4000
/** In every ten minutes one script breaks off connections for so long. */
const CYCLE_MS = 10 * 60_000
const DOWN_MS = 45_000

/** How a script behaves towards one request. */
export type Behaviour = 'ok' | 'fails' | 'slow' | 'not there' | 'hangs up'

/**
 * What a script does: mostly it works. One was moved and is not there, another hangs up for a while in every ten minutes.
 * Pure: `at` in milliseconds since 1970, `random` in [0, 1).
 */
export function behave(path: string, at: number, random: number): Behaviour {
  if (path === '/subscriptions.pl') return 'not there'
  if (path === '/events.pl' && at % CYCLE_MS < DOWN_MS) return 'hangs up'
  if (random < FAILS) return 'fails'
  return random < FAILS + SLOW ? 'slow' : 'ok'
}

function answers(random: () => number): RequestListener {
  return (request, response) => {
    request.resume()
    request.once('end', () => {
      const path = (request.url ?? '').split('?', 1)[0] ?? ''
      const say = (status: number, text: string) =>
        response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8' }).end(text)
      const behaviour = behave(path, Date.now(), random())
      if (behaviour === 'hangs up') request.socket.destroy()
      else if (behaviour === 'not there') say(404, 'The requested URL was not found on this server.\n')
      else if (behaviour === 'fails') say(500, 'Software error:\nDatabase handle is not connected.\n')
      else if (behaviour === 'slow') setTimeout(() => say(200, 'OK, at last\n'), SLOW_MS)
      else say(200, 'OK\n')
    })
  }
}

/** The scripts of the demo on the loopback address. */
export type DemoReceiver = { url: string; port: number; stop: () => Promise<void> }

/**
 * Starts the scripts on `port`, or on a free one when that is in use.
 * @throws the error of a system on which no port can be listened on.
 */
export async function startDemoReceiver(port: number): Promise<DemoReceiver> {
  const server = createServer(answers(seeded(Date.now())))
  const listen = (on: number) =>
    new Promise<void>((done, failed) => {
      server.once('error', failed)
      server.listen(on, '127.0.0.1', () => {
        server.off('error', failed)
        done()
      })
    })
  await listen(port).catch(() => listen(0))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the receiver has no port')
  return {
    url: `http://127.0.0.1:${address.port}`,
    port: address.port,
    stop: async () => {
      const closed = new Promise((done) => server.close(done))
      server.closeAllConnections()
      await closed
    },
  }
}
