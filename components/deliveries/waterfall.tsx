import { sayDuration } from '#components/ui/duration.ts'
import type { AttemptTimings } from '#lib/delivery-log/types.ts'
import classes from './delivery.module.css'
import { phases } from './phases.ts'

/** How long each phase of an attempt took; the longest one stands out. */
export function Waterfall({ timings, errorKind }: { timings: AttemptTimings; errorKind: string | null }) {
  const all = phases(timings, errorKind)
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
              <td className={classes.took}>
                {ms === null ? <span className={classes.dimmed}>{note}</span> : sayDuration(ms)}
              </td>
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
