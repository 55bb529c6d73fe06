// A script on the other side, in a process of its own that no fault touches: answers as it is told, and keeps on record
// what arrived. GET /arrivals/NAME gives the arrivals of a path.
import { createServer, type ServerResponse } from 'node:http'
import type { Arrival, Behaviour } from './receiver.ts'

const NAME = /^\/([\w-]+)/
const NUMBER = /(?:^|&)N=(\d+)/
const behaviours = new Map<string, Behaviour>()
const arrivals = new Map<string, Arrival[]>()
/** Requests that hang until they are let go. */
const hanging = new Map<string, (() => void)[]>()

/** Of one event: chance alone would now and then fail one as often as there are retries, and that is no loss. */
const MOST_FAILURES = 6

const now = () => performance.timeOrigin + performance.now()

function answer(name: string, arrival: Arrival, response: ServerResponse): void {
  const { delayMs = 0, failShare = 0, hang = false } = behaviours.get(name) ?? {}
  const end = () => {
    const fails = arrival.attempt <= MOST_FAILURES && Math.random() < failShare
    arrival.status = fails ? 503 : 200
    arrival.endedAt = now()
    response.writeHead(arrival.status, { 'content-type': 'text/plain' }).end('ok')
  }
  if (hang) hanging.set(name, [...(hanging.get(name) ?? []), end])
  else if (delayMs > 0) setTimeout(end, delayMs)
  else end()
}

const server = createServer((request, response) => {
  const url = request.url ?? ''
  if (url.startsWith('/arrivals/')) {
    response.end(JSON.stringify(arrivals.get(url.slice('/arrivals/'.length)) ?? []))
    return
  }
  const at = now()
  const chunks: Buffer[] = []
  request.on('data', (chunk) => chunks.push(chunk))
  request.on('end', () => {
    const [, name = ''] = NAME.exec(url) ?? []
    const body = Buffer.concat(chunks).toString('latin1')
    const arrival: Arrival = {
      id: String(request.headers['webhook-id']),
      attempt: Number(request.headers['bellhop-attempt']),
      n: Number(NUMBER.exec(body)?.[1]),
      body,
      at,
      endedAt: null,
      status: null,
    }
    const list = arrivals.get(name) ?? []
    arrivals.set(name, list)
    list.push(arrival)
    answer(name, arrival, response)
  })
})
server.keepAliveTimeout = 60_000
server.listen(0, '127.0.0.1', () => {
  const address = server.address()
  process.send?.(typeof address === 'object' ? address?.port : null)
})
process.on('message', ({ name, behaviour }: { name: string; behaviour: Behaviour }) => {
  behaviours.set(name, behaviour)
  if (!behaviour.hang) {
    for (const end of hanging.get(name) ?? []) end()
    hanging.delete(name)
  }
  process.send?.('done')
})
process.once('disconnect', () => process.exit(0))
