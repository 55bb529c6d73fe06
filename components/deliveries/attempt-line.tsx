'use client'

import { Button } from '@mantine/core'
import { IconClock, IconQuestionMark } from '@tabler/icons-react'
import { useState } from 'react'
import { Countdown } from '#components/ui/countdown.tsx'
import { sayDuration } from '#components/ui/duration.ts'
import { LocalTime } from '#components/ui/local-time.tsx'
import { STATUS_ICONS } from '#components/ui/status-badge.tsx'
import classes from './delivery.module.css'
import { sayLastAnswer } from './last-answer.ts'
import type { BriefAttempt } from './shown.ts'

/** More hops than that stand behind a button. */
const MOST_HOPS = 12

const BY: Record<BriefAttempt['trigger'], string> = {
  event: 'by',
  retry: 'by',
  resend: 'resent by',
  replay: 'replayed by',
}

const isGood = (attempt: BriefAttempt) => attempt.outcome === 'answered' && attempt.errorKind === null

/** Its dispatcher ended during it: the receiver may have got the call. */
const isUnknown = (attempt: BriefAttempt) => attempt.outcome === 'unknown'

function iconOf(attempt: BriefAttempt) {
  if (attempt.finishedAt === null) return IconClock
  if (isUnknown(attempt)) return IconQuestionMark
  return isGood(attempt) ? STATUS_ICONS.succeeded : STATUS_ICONS.failed
}

function Hop({
  attempt,
  isFirst,
  isSelected,
  onSelect,
}: {
  attempt: BriefAttempt
  isFirst: boolean
  isSelected: boolean
  onSelect: () => void
}) {
  const Icon = iconOf(attempt)
  const answer = sayLastAnswer({ lastStatus: attempt.status, lastErrorKind: attempt.errorKind, attempts: 1 })
  return (
    <button
      type="button"
      className={classes.hop}
      data-good={isGood(attempt)}
      data-open={attempt.finishedAt === null}
      data-unknown={isUnknown(attempt)}
      aria-pressed={isSelected}
      onClick={onSelect}
    >
      <span className={classes.dot}>
        <Icon size={13} stroke={2.6} aria-hidden="true" />
      </span>
      <span>
        <span className={classes.strong}>
          {attempt.number}. {answer}
        </span>
        <span className={classes.note}>
          <LocalTime at={attempt.startedAt} withDay={isFirst} />
          {attempt.actor && `, ${BY[attempt.trigger]} ${attempt.actor}`}
        </span>
      </span>
    </button>
  )
}

function NextHop({ at }: { at: string }) {
  return (
    <span className={classes.hop} data-next>
      <span className={classes.dot}>
        <IconClock size={13} stroke={2.6} aria-hidden="true" />
      </span>
      <span>
        <span className={classes.strong}>
          <Countdown to={at} before="in " />
        </span>
        <span className={classes.note}>
          next, <LocalTime at={at} />
        </span>
      </span>
    </span>
  )
}

/** The hops of a delivery: every attempt, the time between them, and when the next one goes out. */
export function AttemptLine({
  attempts,
  nextAttemptAt,
  selected,
  onSelect,
}: {
  attempts: BriefAttempt[]
  nextAttemptAt: string | null
  /** The number of the attempt that is looked at. */
  selected: number | null
  onSelect: (number: number) => void
}) {
  const [isWhole, setWhole] = useState(false)
  const chosen = attempts.findIndex((attempt) => attempt.number === selected)
  const earlier = Math.max(0, attempts.length - MOST_HOPS)
  const hidden = isWhole || (chosen !== -1 && chosen < earlier) ? 0 : earlier
  return (
    <ol className={classes.hops} aria-label="Attempts">
      {hidden > 0 && (
        <li>
          <Button variant="subtle" onClick={() => setWhole(true)}>
            Show {hidden} earlier
          </Button>
        </li>
      )}
      {attempts.slice(hidden).map((attempt, index, shown) => {
        const before = shown[index - 1]
        const gap = before && Date.parse(attempt.startedAt) - Date.parse(before.startedAt)
        return (
          <li key={attempt.id}>
            {gap !== undefined && <span className={classes.gap}>+{sayDuration(Math.max(0, gap))}</span>}
            <Hop
              attempt={attempt}
              isFirst={index === 0}
              isSelected={attempt.number === selected}
              onSelect={() => onSelect(attempt.number)}
            />
          </li>
        )
      })}
      {nextAttemptAt && (
        <li>
          <NextHop at={nextAttemptAt} />
        </li>
      )}
    </ol>
  )
}
