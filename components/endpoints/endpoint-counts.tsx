import { IconCheck, IconX } from '@tabler/icons-react'
import { COUNT_BOUND } from '#lib/mappings/limits.ts'
import type { EndpointCounts as Counts } from '#lib/mappings/list-endpoints.ts'
import classes from './endpoint-list.module.css'

const PARTS = [
  { key: 'succeeded', word: 'succeeded', Icon: IconCheck },
  { key: 'failed', word: 'failed', Icon: IconX },
] as const

/** How an endpoint's deliveries ended: icon, number and word; parts that are none are left out. */
export function EndpointCounts({ counts }: { counts: Counts }) {
  const shown = PARTS.filter(({ key }) => counts[key] > 0)
  if (shown.length === 0) return <span className={classes.dimmed}>none ended</span>
  return (
    <span className={classes.counts}>
      {shown.map(({ key, word, Icon }) => (
        <span key={key} className={classes[key]}>
          <Icon size={14} aria-hidden /> {counts[key].toLocaleString('en')} {word}
        </span>
      ))}
      {counts.isBounded && (
        <span className={classes.dimmed}>of the newest {COUNT_BOUND.toLocaleString('en')}</span>
      )}
    </span>
  )
}
