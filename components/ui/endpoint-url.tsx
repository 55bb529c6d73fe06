import classes from './endpoint-url.module.css'
import { shortUrl, showUrl } from './shown-url.ts'

/** A URL in a narrow place: the host stands out, a long path shows its end; whole on hover. */
export function EndpointUrl({ url }: { url: string }) {
  const shown = showUrl(url)
  const { host, path } = shortUrl(shown)
  return (
    <span className={classes.url} title={shown}>
      <span className={classes.host} data-before-mark={path.startsWith('…')}>
        {host}
      </span>
      <span className={classes.path}>{path}</span>
    </span>
  )
}
