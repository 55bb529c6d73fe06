import { randomBytes } from 'node:crypto'

const COUNTER_LIMIT = 0x1000

let lastMs = 0
let counter = 0

/**
 * A new UUIDv7, greater than all that this process made before, also when the clock is set back. Made here and not in the
 * database, so that a call whose fate there is not known can be stored again under the same id. Source: RFC 9562, 5.7, 6.2.
 */
export function makeEventId(now = Date.now()): string {
  if (now > lastMs) {
    lastMs = now
    counter = 0
  } else if (++counter === COUNTER_LIMIT) {
    lastMs += 1
    counter = 0
  }
  const time = lastMs.toString(16).padStart(12, '0')
  const random = randomBytes(8)
  random[0] = ((random[0] ?? 0) & 0x3f) | 0x80
  const tail = random.toString('hex')
  const version = `7${counter.toString(16).padStart(3, '0')}`
  return `${time.slice(0, 8)}-${time.slice(8)}-${version}-${tail.slice(0, 4)}-${tail.slice(4)}`
}
