import { Button } from '@mantine/core'
import { IconPlayerPlay } from '@tabler/icons-react'
import { useState, useTransition } from 'react'
import type { PauseActions } from '#components/endpoints/endpoint-actions.ts'
import { sayHealth } from '#components/endpoints/say-health.ts'
import { resume } from '#components/endpoints/turn-endpoint.ts'
import { FormError } from '#components/ui/form-error.tsx'
import { Said } from '#components/ui/saying.tsx'
import { showUrl } from '#components/ui/shown-url.ts'
import { TextLink } from '#components/ui/text-link.tsx'
import { sayDone } from '#components/ui/toast/toast.tsx'
import type { BulkPlan, HeldShare } from '#lib/bulk/plan-run.ts'
import classes from './bulk.module.css'
import { count, sayHeld } from './say-run.ts'

type Props = {
  plan: Extract<BulkPlan, { kind: 'resend' }>
  turn: PauseActions
  /** Called once the endpoint has been let go on. */
  onResumed: () => void
}

/** What is held of a plan: that it goes out by itself, which endpoint it waits for, and what lets that one go on. */
export function HeldNote({ plan: { total, byStatus, heldBy }, turn, onResumed }: Props) {
  const held = byStatus.find(({ status }) => status === 'held')?.count ?? 0
  if (held === 0) return null
  const [only, ...more] = heldBy
  return (
    <section className={classes.held} aria-label="Held">
      <p className={classes.text}>{sayHeld(held, total)}</p>
      <ul>
        {heldBy.map((share) => (
          <li key={share.endpointId} className={classes.heldItem}>
            <span>
              {more.length > 0 && `${count(share.count)} for `}
              <TextLink href={`/endpoints/${share.endpointId}`} underline="always">
                {showUrl(share.url ?? 'a removed endpoint')}
              </TextLink>
            </span>
            <Why share={share} />
          </li>
        ))}
      </ul>
      {only && more.length === 0 && <LetGoOn share={only} turn={turn} onResumed={onResumed} />}
    </section>
  )
}

function Why({ share: { health } }: { share: HeldShare }) {
  const saying = sayHealth(health)
  if (health.pausedAt === null && health.breaker === 'closed')
    return <span>It takes calls again: they go out in a moment.</span>
  return (
    <span>
      <Said saying={saying} />
    </span>
  )
}

/** Resumes a paused endpoint, or tries one whose breaker is open. */
function LetGoOn({ share, turn, onResumed }: Pick<Props, 'turn' | 'onResumed'> & { share: HeldShare }) {
  const { endpointId, url, health } = share
  const [problem, setProblem] = useState<string | null>(null)
  const [isWorking, start] = useTransition()
  const isPaused = health.pausedAt !== null
  if (url === null || (!isPaused && health.breaker !== 'open')) return null
  const letGoOn = () =>
    start(async () => {
      setProblem(null)
      const done = await resume({ endpointId, url: showUrl(url), actions: turn }, health)
      if (!done.ok) return setProblem(done.reason)
      sayDone(done.text, done.undo)
      onResumed()
    })
  return (
    <div className={classes.letGoOn}>
      <Button
        variant="default"
        leftSection={<IconPlayerPlay size={16} aria-hidden />}
        loading={isWorking}
        onClick={letGoOn}
        aria-label={isPaused ? `Resume ${url}` : `Try now: ${url}`}
      >
        {isPaused ? 'Resume' : 'Try now'}
      </Button>
      <FormError reason={problem} />
    </div>
  )
}
