import { Button, Group, TextInput } from '@mantine/core'
import { IconPlayerPause, IconPlayerPlay } from '@tabler/icons-react'
import { useState, useTransition } from 'react'
import { ask, type Refusal } from '#components/ui/ask.ts'
import type { ShownHealth } from '#lib/delivery-log/health-of.ts'
import type { PauseOutcome } from '#lib/endpoints/pause-endpoint.ts'
import type { ResumeOutcome } from '#lib/endpoints/resume-endpoint.ts'
import type { PauseActions } from './endpoint-actions.ts'
import classes from './pause-switch.module.css'

const LONGEST_REASON = 200
const GONE = 'This endpoint is not there any more.'

/** Why it was not done; null when it was, or somebody had done it already. */
function problemOf(done: PauseOutcome | ResumeOutcome | Refusal): string | null {
  if ('reason' in done) return done.reason
  return done.outcome === 'unknown endpoint' ? GONE : null
}

type Props = {
  endpoint: { id: string; url: string; health: ShownHealth }
  actions: PauseActions
  /** In a row there is room for words only. */
  isSmall?: boolean
}

/** Pauses an endpoint, with a reason if one is given, or resumes it; one whose breaker is open can be tried at once. */
export function PauseSwitch({ endpoint: { id, url, health }, actions, isSmall = false }: Props) {
  const [isAsked, setAsked] = useState(false)
  const [reason, setReason] = useState('')
  const [problem, setProblem] = useState<string | null>(null)
  const [isWorking, start] = useTransition()
  const size = isSmall ? 'compact-xs' : 'xs'
  const isPaused = health.pausedAt !== null
  const run = (deed: () => Promise<PauseOutcome | ResumeOutcome | Refusal>) => {
    setProblem(null)
    start(async () => {
      const found = problemOf(await deed())
      setProblem(found)
      if (found !== null) return
      setAsked(false)
      setReason('')
    })
  }
  const pause = () => run(() => ask(actions.pause, { endpointId: id, reason }))
  const resume = () => run(() => ask(actions.resume, { endpointId: id }))
  if (isAsked && !isPaused) {
    return (
      <form
        className={classes.ask}
        aria-label={`Pause ${url}`}
        onKeyDown={(event) => event.key === 'Escape' && setAsked(false)}
        onSubmit={(event) => {
          event.preventDefault()
          pause()
        }}
      >
        <TextInput
          autoFocus
          aria-label="Reason"
          placeholder="Why (optional)"
          maxLength={LONGEST_REASON}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
          error={problem}
        />
        <Group gap={6} justify="flex-end" wrap="nowrap">
          <Button variant="default" size={size} onClick={() => setAsked(false)}>
            Leave it
          </Button>
          <Button type="submit" size={size} loading={isWorking}>
            Pause
          </Button>
        </Group>
      </form>
    )
  }
  return (
    <div className={classes.one}>
      <Group gap={6} justify="flex-end">
        {!isPaused && (
          <Button
            variant="default"
            size={size}
            leftSection={isSmall ? null : <IconPlayerPause size={16} />}
            onClick={() => setAsked(true)}
            aria-label={`Pause ${url}`}
          >
            Pause
          </Button>
        )}
        {(isPaused || health.breaker === 'open') && (
          <Button
            variant={isSmall ? 'default' : 'filled'}
            size={size}
            leftSection={isSmall ? null : <IconPlayerPlay size={16} />}
            loading={isWorking}
            onClick={resume}
            aria-label={isPaused ? `Resume ${url}` : `Try now: ${url}`}
          >
            {isPaused ? 'Resume' : 'Try now'}
          </Button>
        )}
      </Group>
      {problem && (
        <p role="alert" className={classes.problem}>
          {problem}
        </p>
      )}
    </div>
  )
}
