import { failureSentence } from '../../../lib/dispatch/failure-kinds.ts'
import type { Answered, Failed, SendResult, Timings } from '../../../lib/dispatch/send-result.ts'
import { between, pick, type Random } from '../../../lib/simulation/random.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE

/** One attempt as the scripts see it. */
export type Asked = {
  url: string
  address: string
  at: Date
  /** How long before the end of the day it is made. */
  ageMs: number
  timeoutMs: number
  /** In [0, 1), the same for every attempt of a delivery. */
  luck: number
}

const tenths = (value: number) => Math.round(value * 10) / 10

function timings(random: Random, firstByteMs: number): Timings {
  const reusedConnection = random() < 0.8
  const connectMs = reusedConnection ? null : tenths(0.3 + random() * 4)
  const dnsMs = reusedConnection ? null : tenths(0.4 + random() * 8)
  const totalMs = tenths((dnsMs ?? 0) + (connectMs ?? 0) + firstByteMs + 0.2 + random())
  return { dnsMs, connectMs, tlsMs: null, firstByteMs: tenths(firstByteMs), totalMs, reusedConnection }
}

function answered(
  random: Random,
  { at, address }: Asked,
  [status, statusText, text]: readonly [number, string, string],
  more: [string, string][] = [],
): Answered {
  // Mostly quick, at times slow: what a database behind a script does.
  const waited = 6 + random() * 40 + (random() < 0.04 ? random() * 2600 : 0)
  const body = Buffer.from(text)
  return {
    outcome: 'answered',
    status,
    statusText,
    headers: [
      ['Date', at.toUTCString()],
      ['Server', 'Apache/2.4.66 (Debian)'],
      ...more,
      ['Content-Type', 'text/plain; charset=utf-8'],
      ['Content-Length', String(body.length)],
      ['Keep-Alive', 'timeout=5, max=100'],
      ['Connection', 'Keep-Alive'],
    ],
    body,
    truncated: false,
    address,
    timings: timings(random, waited),
  }
}

function failed(random: Random, { url, address, timeoutMs }: Asked, kind: 'refused' | 'timeout'): Failed {
  const target = new URL(url).host
  const isTimeout = kind === 'timeout'
  const seconds = timeoutMs / 1000
  const connectMs = tenths(0.3 + random())
  return {
    outcome: 'failed',
    kind,
    message: failureSentence(kind, {
      target,
      seconds,
      phase: 'before the answer began. The receiver may have got the call',
    }),
    phase: isTimeout ? 'first_byte' : 'connect',
    address,
    timings: {
      dnsMs: tenths(0.4 + random()),
      connectMs: isTimeout ? connectMs : null,
      tlsMs: null,
      firstByteMs: null,
      totalMs: isTimeout ? timeoutMs : tenths(connectMs + random()),
      reusedConnection: false,
    },
    answer: null,
  }
}

const OK: readonly (readonly [number, string, string])[] = [
  [200, 'OK', 'OK\n'],
  [200, 'OK', 'OK\n'],
  [200, 'OK', '1 row written\n'],
  [204, 'No Content', ''],
]
const LOCKED = [
  500,
  'Internal Server Error',
  'Software error:\nDBD::mysql::st execute failed: Lock wait timeout exceeded at events.pl line 87.\n',
] as const
const MOVED = [404, 'Not Found', 'The requested URL was not found on this server.\n'] as const
const UNREADABLE = [400, 'Bad Request', 'CHAT: malformed UTF-8 character\n'] as const
const BUSY = [503, 'Service Unavailable', 'Too many connections\n'] as const

/**
 * What a script answers: mostly 200, with the troubles of a usual day. One script was moved and answers 404; the CRM cannot
 * read some chats, and has been busy for three hours now; five hours ago a table was locked, fourteen hours ago chats.pl
 * was down.
 */
export function answerOf(random: Random, asked: Asked): SendResult {
  const { url, ageMs, luck } = asked
  if (url.endsWith('/subscriptions.pl')) return answered(random, asked, MOVED)
  if (url.endsWith('/events.pl') && ageMs > 5 * HOUR && ageMs < 5 * HOUR + 12 * MINUTE)
    return answered(random, asked, LOCKED)
  if (url.endsWith('/chats.pl') && ageMs > 14 * HOUR && ageMs < 14 * HOUR + 9 * MINUTE)
    return failed(random, asked, 'refused')
  if (url.endsWith('/crm.pl') && ageMs < 3 * HOUR)
    return answered(random, asked, BUSY, [['Retry-After', String(between(random, 60, 600))]])
  const chance = random()
  if (url.endsWith('/crm.pl') && luck > 0.97) return answered(random, asked, UNREADABLE)
  if (chance < 0.006) return answered(random, asked, LOCKED)
  if (chance < 0.009) return failed(random, asked, 'timeout')
  return answered(random, asked, pick(random, OK))
}
