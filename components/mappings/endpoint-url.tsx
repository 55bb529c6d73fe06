import classes from './mapped-to.module.css'

const PARTS = /^(https?:\/\/)(.*)$/i

/** A URL, its scheme set back. It breaks anywhere and is never cut: what differs is often at its end. */
export function EndpointUrl({ url, isDimmed = false }: { url: string; isDimmed?: boolean }) {
  const [, scheme, rest] = PARTS.exec(url) ?? []
  if (isDimmed || rest === undefined) return <span>{url}</span>
  return (
    <span>
      <span className={classes.scheme}>{scheme}</span>
      {rest}
    </span>
  )
}
