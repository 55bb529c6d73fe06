import { Button, Group, TextInput } from '@mantine/core'
import { IconPlayerPause, IconPlayerPlay } from '@tabler/icons-react'
import { useState, useTransition } from 'react'
import { ask } from '#components/ui/ask.ts'
import type { ListActions } from './endpoint-actions.ts'
import classes from './pause-switch.module.css'

const LONGEST_REASON = 200

type Props = {
  endpoint: { id: string; url: string; isPaused: boolean }
  actions: Pick<ListActions, 'pause' | 'resume'>
  size?: 'xs' | 'compact-xs'
}

/** Pauses an endpoint, with a reason if one is given, or resumes it. */
export function PauseSwitch({ endpoint: { id, url, isPaused }, actions, size = 'xs' }: Props) {
  const [isAsked, setAsked] = useState(false)
  const [reason, setReason] = useState('')
  const [problem, setProblem] = useState<string | null>(null)
  const [isWorking, start] = useTransition()
  const run = (deed: () => Promise<{ ok: true } | { ok: false; reason: string }>) => {
    setProblem(null)
    start(async () => {
      const outcome = await deed()
      if (!outcome.ok) return setProblem(outcome.reason)
      setAsked(false)
      setReason('')
    })
  }
  const icon = size === 'xs' ? { size: 16, 'aria-hidden': true } : null
  if (isAsked && !isPaused) {
    return (
      <form
        className={classes.ask}
        aria-label={`Pause ${url}`}
        onKeyDown={(event) => event.key === 'Escape' && setAsked(false)}
        onSubmit={(event) => {
          event.preventDefault()
          run(() => ask(actions.pause, { id, reason: reason.trim() || null }))
        }}
      >
        <TextInput
          autoFocus
          aria-label="Reason"
          placeholder="Why, for the others (optional)"
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
      {isPaused ? (
        <Button
          variant={size === 'xs' ? 'filled' : 'default'}
          size={size}
          leftSection={icon && <IconPlayerPlay {...icon} />}
          loading={isWorking}
          onClick={() => run(() => ask(actions.resume, { id }))}
          aria-label={`Resume ${url}`}
        >
          Resume
        </Button>
      ) : (
        <Button
          variant="default"
          size={size}
          leftSection={icon && <IconPlayerPause {...icon} />}
          onClick={() => setAsked(true)}
          aria-label={`Pause ${url}`}
        >
          Pause
        </Button>
      )}
      {problem && (
        <p role="alert" className={classes.problem}>
          {problem}
        </p>
      )}
    </div>
  )
}
