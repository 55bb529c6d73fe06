import type { ShownDiff } from '#lib/mappings/scope-diff.ts'
import classes from './url-diff.module.css'
import { UrlDiff } from './url-diff.tsx'

/** How two states of a scope differ, event type by event type. `none` is said when they do not. */
export function ScopeDiffView({ diff, none }: { diff: ShownDiff; none: string }) {
  const { mappings, rpcServerIp, more } = diff
  if (mappings.length === 0 && rpcServerIp === null) return <p className={classes.dimmed}>{none}</p>
  return (
    <div>
      {mappings.map(({ eventType, from, to }) => (
        <div key={eventType}>
          <div className={classes.type}>{eventType}</div>
          <UrlDiff from={from} to={to} />
        </div>
      ))}
      {rpcServerIp && (
        <div>
          <div className={classes.type}>RPC_SERVER_IP</div>
          <UrlDiff from={[rpcServerIp.from ?? 'none']} to={[rpcServerIp.to ?? 'none']} />
        </div>
      )}
      {more > 0 && <p className={classes.dimmed}>and {more.toLocaleString('en')} more event types</p>}
    </div>
  )
}
