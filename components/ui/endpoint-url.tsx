import classes from './endpoint-url.module.css'

const PARTS = /^https?:\/\/([^/?#]*)(.*)$/i
const LONGEST_PATH = 26

function shorten(path: string): string {
  return path.length <= LONGEST_PATH ? path : `…${path.slice(1 - LONGEST_PATH)}`
}

/** A URL in a narrow place: the host stands out, a long path shows its end; whole on hover. */
export function EndpointUrl({ url }: { url: string }) {
  const [, host = url, path = ''] = PARTS.exec(url) ?? []
  return (
    <span className={classes.url} title={url}>
      {host}
      <span className={classes.path}>{shorten(path)}</span>
    </span>
  )
}
