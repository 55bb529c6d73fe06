import { IconClock } from '@tabler/icons-react'
import { Countdown } from '#components/ui/countdown.tsx'
import { sayDuration } from '#components/ui/duration.ts'
import { LocalTime } from '#components/ui/local-time.tsx'
import { STATUS_ICONS } from '#components/ui/status-badge.tsx'
import type { AttemptDetail } from '#lib/delivery-log/types.ts'
import classes from './delivery.module.css'
import { sayLastAnswer } from './last-answer.ts'

const TRIGGERS: Record<AttemptDetail['trigger'], string> = { event: '', retry: '', resend: 'resent by ' }

export const isGood = (attempt: AttemptDetail) => attempt.outcome === 'answered' && attempt.errorKind === null

function answerOf(attempt: AttemptDetail): string {
  return sayLastAnswer({ lastStatus: attempt.status, lastErrorKind: attempt.errorKind, attempts: 1 })
}

/** The hops of a delivery: every attempt, the time between them, and when the next one goes out. */
export function AttemptLine({
  attempts,
  nextAttemptAt,
  selected,
  onSelect,
}: {
  attempts: AttemptDetail[]
  nextAttemptAt: string | null
  selected: number
  onSelect: (index: number) => void
}) {
  return (
    <ol className={classes.hops} aria-label="Attempts">
      {attempts.map((attempt, index) => {
        const Icon =
          attempt.finishedAt === null
            ? IconClock
            : isGood(attempt)
              ? STATUS_ICONS.succeeded
              : STATUS_ICONS.failed
        const before = attempts[index - 1]
        return (
          <li key={attempt.id}>
            {before && (
              <span className={classes.gap}>
                +{sayDuration(Date.parse(attempt.startedAt) - Date.parse(before.startedAt))}
              </span>
            )}
            <button
              type="button"
              className={classes.hop}
              data-good={isGood(attempt)}
              data-open={attempt.finishedAt === null}
              aria-pressed={index === selected}
              onClick={() => onSelect(index)}
            >
              <span className={classes.dot}>
                <Icon size={13} stroke={2.6} aria-hidden="true" />
              </span>
              <span>
                <span className={classes.strong}>
                  {attempt.number}. {answerOf(attempt)}
                </span>
                <span className={classes.note}>
                  <LocalTime at={attempt.startedAt} withDay={index === 0} />
                  {attempt.actor && `, ${TRIGGERS[attempt.trigger] || 'by '}${attempt.actor}`}
                </span>
              </span>
            </button>
          </li>
        )
      })}
      {nextAttemptAt && (
        <li>
          <span className={classes.hop} data-next>
            <span className={classes.dot}>
              <IconClock size={13} stroke={2.6} aria-hidden="true" />
            </span>
            <span>
              <span className={classes.strong}>
                <Countdown to={nextAttemptAt} before="in " />
              </span>
              <span className={classes.note}>next attempt</span>
            </span>
          </span>
        </li>
      )}
    </ol>
  )
}
