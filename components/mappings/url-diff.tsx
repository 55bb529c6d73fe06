import classes from './url-diff.module.css'

type Line = { sign: '−' | '+' | ' '; text: string }

const WORDS = { '−': 'removed', '+': 'added', ' ': null } as const

/** Two lists of URLs as one, what goes and what comes marked. null: not mapped here; none: deliver nothing. */
export function UrlDiff({ from, to }: { from: readonly string[] | null; to: readonly string[] | null }) {
  return (
    <ul className={classes.diff}>
      {diffLines(said(from), said(to)).map(({ sign, text }) => (
        <li key={`${sign}${text}`} className={classes.line} data-sign={sign}>
          <span className={classes.sign} role="img" aria-label={WORDS[sign] ?? 'the same'}>
            {sign}
          </span>
          <span>{text}</span>
        </li>
      ))}
    </ul>
  )
}

function said(urls: readonly string[] | null): readonly string[] {
  if (urls === null) return ['not mapped here']
  return urls.length === 0 ? ['deliver nothing'] : urls
}

function diffLines(from: readonly string[], to: readonly string[]): Line[] {
  const gone = from.filter((url) => !to.includes(url)).map((text): Line => ({ sign: '−', text }))
  const rest = to.map((text): Line => ({ sign: from.includes(text) ? ' ' : '+', text }))
  const isReordered = gone.length === 0 && rest.every(({ sign }) => sign === ' ')
  return isReordered ? [...rest, { sign: ' ', text: 'in another order' }] : [...gone, ...rest]
}
