import type { IncomingCall } from '../../../lib/ingest/call.ts'
import { oddCall } from '../../../lib/simulation/odd-call.ts'
import { seeded } from '../../../lib/simulation/random.ts'
import { FORM_TYPE, formOf, type SimulatedCall } from '../../../lib/simulation/simulated-call.ts'
import { simulatedTraffic } from '../../../lib/simulation/traffic.ts'

const DAY_MS = 86_400_000
const LICENCES = 5
const SEED = 20
const ODD = 0.004
const CHARSET = 'utf-8'

function incoming({ form, contentType, method }: SimulatedCall, at: number): IncomingCall {
  const isGet = method === 'GET'
  const bytes = Buffer.from(form, 'latin1')
  const length = String(bytes.length)
  return {
    method,
    query: isGet ? bytes : Buffer.alloc(0),
    body: isGet ? Buffer.alloc(0) : bytes,
    contentType: isGet ? null : contentType,
    headers: [
      ['Host', 'bellhop.example'],
      ['User-Agent', 'livechat-server/4.2'],
      ...(isGet
        ? []
        : [
            ['Content-Type', contentType] as [string, string],
            ['Content-Length', length] as [string, string],
          ]),
    ],
    remoteAddress: '192.0.2.10',
    receivedAt: new Date(at),
  }
}

/** The calls of the 24 hours before `end`, oldest first; the same end gives the same calls. */
export function callsOfADay(end: Date): IncomingCall[] {
  const until = end.getTime()
  const random = seeded(SEED)
  const calls: IncomingCall[] = []
  for (const event of simulatedTraffic({ licences: LICENCES, seed: SEED, from: until - DAY_MS })) {
    if (event.at >= until) break
    const { at, eventType, parameters } = event
    // A door has no call in no time at all.
    const arrived = at + Math.floor(random() * 4)
    const odd = random() < ODD ? oddCall(random, event, { method: 'POST', charset: CHARSET }) : null
    // The door takes GET and POST only.
    if (odd && odd.method !== 'PUT') calls.push(incoming(odd, arrived))
    const form = formOf(eventType, parameters, CHARSET)
    calls.push(incoming({ method: 'POST', form, contentType: FORM_TYPE, eventType, odd: null }, arrived))
  }
  return calls
}
