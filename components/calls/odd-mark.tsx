import { IconZoomQuestion } from '@tabler/icons-react'
import { ODDITY_KINDS, type Oddity, sayOddity } from '#lib/livechat/oddities.ts'
import { showText } from '#lib/livechat/show-bytes.ts'
import classes from './calls.module.css'

const MOST_TOLD = 10

/** A finding in two or three words, for a narrow place. */
function brief({ kind, name }: Oddity): string {
  const label = ODDITY_KINDS[kind].label
  return name === '' ? label : `${label}: ${showText(name)}`
}

/** A quiet mark on a row for what is odd about it; all of it on hover. Nothing where nothing is. */
export function OddMark({ odd }: { odd: readonly Oddity[] }) {
  const [first] = odd
  if (!first) return null
  const all = odd.slice(0, MOST_TOLD).map((one) => showText(sayOddity(one)))
  return (
    <span className={classes.odd} title={all.join('\n')}>
      <IconZoomQuestion size={14} stroke={1.8} aria-hidden="true" />
      <span className={classes.oddText}>{brief(first)}</span>
      {odd.length > 1 && <span>+{odd.length - 1}</span>}
    </span>
  )
}
