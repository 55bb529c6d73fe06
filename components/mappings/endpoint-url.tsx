import classes from './mapped-to.module.css'

const PARTS = /^(https?:\/\/)([^/?#]*)(.*)$/i

/** A URL whose host stands out. It breaks anywhere and is never cut: what differs is often at its end. */
export function EndpointUrl({ url, isDimmed = false }: { url: string; isDimmed?: boolean }) {
  const [, scheme, host, rest] = PARTS.exec(url) ?? []
  if (isDimmed || host === undefined) return <span>{url}</span>
  return (
    <span>
      <span className={classes.scheme}>{scheme}</span>
      {host}
      <span className={classes.scheme}>{rest}</span>
    </span>
  )
}
