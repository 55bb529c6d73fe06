'use client'

import { sayCount } from '#components/endpoints/say-figures.ts'
import { TextLink } from '#components/ui/text-link.tsx'
import classes from './dispatcher-state.module.css'
import { type LiveHealth, useHealth } from './use-health.ts'

const LATE_SECONDS = 60

type Said = { tone: 'well' | 'late' | 'down'; text: string }

function sayDue({ away, oldestDueSeconds }: LiveHealth): Said {
  if (away === 'server') return { tone: 'down', text: 'Server does not answer' }
  if (oldestDueSeconds === null) return { tone: 'down', text: 'Database does not answer' }
  if (oldestDueSeconds === 0) return { tone: 'well', text: 'Nothing due' }
  const wait = oldestDueSeconds < 120 ? `${oldestDueSeconds} s` : `${Math.round(oldestDueSeconds / 60)} min`
  return { tone: oldestDueSeconds > LATE_SECONDS ? 'late' : 'well', text: `Oldest due ${wait} ago` }
}

/** Whether deliveries keep up, and how many are held. @param asMade what was known as the page was made. */
export function DispatcherState({ asMade }: { asMade: Pick<LiveHealth, 'oldestDueSeconds' | 'held'> }) {
  const health = useHealth() ?? { away: null, ...asMade }
  const { tone, text } = sayDue(health)
  const held = health.held ?? 0
  return (
    <p className={classes.state} data-tone={tone} data-held={held > 0 || undefined} role="status">
      <span className={classes.said}>
        <span>{text}</span>{' '}
        {held > 0 && (
          <TextLink href="/deliveries?status=held" prefetch={false} className={classes.held}>
            {sayCount(held)} held
          </TextLink>
        )}
      </span>
    </p>
  )
}
