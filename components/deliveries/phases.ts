import type { AttemptTimings } from '#lib/delivery-log/types.ts'

/** A phase of an attempt; without a time `note` says why there is none. */
export type Phase = { name: string; ms: number | null; note: string }

/** The phases of an attempt in their order. Their times add up to the total, as far as they are known. Pure. */
export function phases(timings: AttemptTimings, errorKind: string | null): Phase[] {
  const { dnsMs, connectMs, tlsMs, firstByteMs, totalMs, reusedConnection } = timings
  const before = (dnsMs ?? 0) + (connectMs ?? 0) + (tlsMs ?? 0) + (firstByteMs ?? 0)
  const isConnected = reusedConnection || connectMs !== null
  const isStopped = errorKind === 'dns' || errorKind === 'policy'
  const notes = {
    dns: errorKind === 'dns' ? 'failed' : 'not needed',
    connect: isStopped ? 'not tried' : 'failed',
    tls: errorKind === 'tls' ? 'failed' : isConnected ? 'none' : 'not tried',
    answer: isConnected && errorKind !== 'tls' ? 'did not come' : 'not tried',
  }
  const unlessReused = (note: string) => (reusedConnection ? 'kept alive' : note)
  return [
    { name: 'DNS', ms: dnsMs, note: unlessReused(notes.dns) },
    { name: 'Connect', ms: connectMs, note: unlessReused(notes.connect) },
    { name: 'TLS', ms: tlsMs, note: unlessReused(notes.tls) },
    { name: 'First byte', ms: firstByteMs, note: notes.answer },
    { name: 'Body', ms: firstByteMs === null ? null : Math.max(0, totalMs - before), note: notes.answer },
  ]
}
