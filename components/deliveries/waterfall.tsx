import { sayDuration } from '#components/ui/duration.ts'
import type { AttemptTimings } from '#lib/delivery-log/types.ts'
import classes from './delivery.module.css'

type Phase = { name: string; ms: number | null; note: string }

function phases({
  dnsMs,
  connectMs,
  tlsMs,
  firstByteMs,
  totalMs,
  reusedConnection,
}: AttemptTimings): Phase[] {
  const reused = reusedConnection ? 'kept alive' : ''
  const before = (dnsMs ?? 0) + (connectMs ?? 0) + (tlsMs ?? 0) + (firstByteMs ?? 0)
  return [
    { name: 'DNS', ms: dnsMs, note: reused || 'not needed' },
    { name: 'Connect', ms: connectMs, note: reused || 'did not end' },
    { name: 'TLS', ms: tlsMs, note: reused || 'none' },
    { name: 'First byte', ms: firstByteMs, note: 'did not come' },
    { name: 'Body', ms: firstByteMs === null ? null : Math.max(0, totalMs - before), note: 'did not come' },
  ]
}

/** How long each phase of an attempt took; the longest one stands out. */
export function Waterfall({ timings }: { timings: AttemptTimings }) {
  const all = phases(timings)
  const longest = Math.max(...all.map((phase) => phase.ms ?? 0))
  const scale = 100 / Math.max(timings.totalMs, 0.1)
  let at = 0
  return (
    <table className={classes.waterfall} aria-label="How long each phase took">
      <tbody>
        {all.map(({ name, ms, note }) => {
          const left = at
          at += ms ?? 0
          return (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td className={classes.track}>
                {ms !== null && (
                  <span
                    className={classes.phase}
                    data-longest={ms === longest}
                    style={{ left: `${Math.min(left * scale, 99)}%`, width: `${Math.max(ms * scale, 0.5)}%` }}
                  />
                )}
              </td>
              <td className={classes.took}>{ms === null ? note : sayDuration(ms)}</td>
            </tr>
          )
        })}
        <tr>
          <th scope="row">Total</th>
          <td />
          <td className={classes.took}>
            <strong>{sayDuration(timings.totalMs)}</strong>
          </td>
        </tr>
      </tbody>
    </table>
  )
}
