import { Fragment } from 'react'
import classes from './mapped-to.module.css'

const PARTS = /^(https?:\/\/)(.*)$/i

/** A URL, its scheme set back. It is never cut: what differs is often at its end. */
export function EndpointUrl({ url, isDimmed = false }: { url: string; isDimmed?: boolean }) {
  const [, scheme, rest] = PARTS.exec(url) ?? []
  if (rest === undefined) return <span>{url}</span>
  return (
    <span>
      {isDimmed ? scheme : <span className={classes.scheme}>{scheme}</span>}
      <Breakable text={rest} />
    </span>
  )
}

/** A new line begins rather after a slash than in the middle of a name. */
function Breakable({ text }: { text: string }) {
  return text.split(/(?<=[/?&])/).map((part, at) => (
    <Fragment key={at}>
      {at > 0 && <wbr />}
      {part}
    </Fragment>
  ))
}
