import { Button } from '@mantine/core'
import { IconPlayerStop } from '@tabler/icons-react'
import { useState, useTransition } from 'react'
import { ask } from '#components/ui/ask.ts'
import type { RunDetail } from '#lib/bulk/get-run.ts'
import classes from './bulk.module.css'
import type { CancelRun } from './bulk-actions.ts'
import { sayDeliveries } from './say-run.ts'

/** Ends a run that goes on, or takes back what one that is done has left waiting for its endpoint. */
export function CancelRunButton({ run, cancel }: { run: RunDetail; cancel: CancelRun }) {
  const [told, setTold] = useState<string | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const [isWorking, start] = useTransition()
  const isOpen = run.status === 'running' || run.held > 0
  const end = () =>
    start(async () => {
      setProblem(null)
      const outcome = await ask(cancel, { runId: run.id })
      if ('reason' in outcome) setProblem(outcome.reason)
      else if (outcome.outcome === 'cancelled')
        setTold(`${sayDeliveries(outcome.takenBack)} taken back before they were sent.`)
      else setTold('It had ended already.')
    })
  return (
    <div>
      {isOpen && (
        <Button
          variant="default"
          leftSection={<IconPlayerStop size={16} />}
          loading={isWorking}
          onClick={end}
        >
          {run.status === 'running' ? 'Cancel the run' : `Take back ${sayDeliveries(run.held)}`}
        </Button>
      )}
      <span role="status" className={classes.dimmed}>
        {told}
      </span>
      {problem && (
        <p role="alert" className={classes.problem}>
          {problem}
        </p>
      )}
    </div>
  )
}
