import { Button, Group, TextInput } from '@mantine/core'
import { IconPlayerPause, IconPlayerPlay } from '@tabler/icons-react'
import { useState, useTransition } from 'react'
import { showUrl } from '#components/ui/shown-url.ts'
import { sayDone } from '#components/ui/toast/toast.tsx'
import type { ShownHealth } from '#lib/delivery-log/health-of.ts'
import { LONGEST_REASON } from '#lib/endpoints/pause-reason.ts'
import type { PauseActions } from './endpoint-actions.ts'
import classes from './pause-switch.module.css'
import { pause, resume, type Turned } from './turn-endpoint.ts'
import type { Turn } from './use-shown-health.ts'

type Props = {
  endpoint: { id: string; url: string; health: ShownHealth }
  actions: PauseActions
  /** Called in the transition of the deed, so that its outcome is shown at once. */
  onTurn: (to: Turn) => void
  /** In a row there is room for words only. */
  isSmall?: boolean
}

/** Pauses an endpoint, with a reason if one is given, or resumes it; one whose breaker is open can be tried at once. */
export function PauseSwitch({ endpoint, actions, onTurn, isSmall = false }: Props) {
  const { id, url, health } = endpoint
  const [isAsked, setAsked] = useState(false)
  const [reason, setReason] = useState('')
  const [problem, setProblem] = useState<string | null>(null)
  const [isWorking, start] = useTransition()
  const size = isSmall ? 'compact-xs' : 'xs'
  const isPaused = health.pausedAt !== null
  const deeds = { endpointId: id, url: showUrl(url), actions }
  const run = (to: Turn, deed: () => Promise<Turned>) => {
    setProblem(null)
    start(async () => {
      onTurn(to)
      const outcome = await deed()
      if (!outcome.ok) return setProblem(outcome.reason)
      sayDone(outcome.text, outcome.undo)
      setAsked(false)
      setReason('')
    })
  }
  if (isAsked && !isPaused) {
    return (
      <form
        className={classes.ask}
        aria-label={`Pause ${url}`}
        onKeyDown={(event) => event.key === 'Escape' && setAsked(false)}
        onSubmit={(event) => {
          event.preventDefault()
          run({ to: 'paused', reason }, () => pause(deeds, reason))
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
          <Button type="submit" size={size}>
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
            disabled={isWorking}
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
            onClick={() => run({ to: 'resumed' }, () => resume(deeds, health))}
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
