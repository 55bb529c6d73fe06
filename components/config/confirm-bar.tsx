import { Button, Group } from '@mantine/core'
import { IconAlertTriangle, IconLock } from '@tabler/icons-react'
import { isWholeFile } from '#lib/lc-serv-cfg/whole-file.ts'
import classes from './config.module.css'
import { sayConfirm, sayHindrance } from './say-plan.ts'
import type { ImportFlow } from './use-import.ts'

/** The one place that writes. A file that cannot be used at all has no button to confirm it. */
export function ConfirmBar({ flow }: { flow: ImportFlow }) {
  const { planned, leaveOut, confirm, discard, isApplying, isPlanning } = flow
  if (!planned) return null
  const isUsable = !planned.plan.errors.some(isWholeFile)
  const hindrance = isUsable ? sayHindrance(planned.plan, leaveOut) : null
  return (
    <div className={classes.confirmBar}>
      <span>
        <IconLock size={14} aria-hidden style={{ verticalAlign: '-2px' }} /> Nothing is written yet.
        {isUsable && ' Confirming makes one revision, with the file in it.'}
      </span>
      <Group gap={8} ml="auto" justify="flex-end">
        {hindrance && (
          <span id="import-hindrance" className={classes.hindrance}>
            <IconAlertTriangle size={14} aria-hidden /> {hindrance}
          </span>
        )}
        <Button variant="default" onClick={discard}>
          Discard the plan
        </Button>
        {isUsable && (
          <Button
            loading={isApplying}
            disabled={isPlanning || hindrance !== null}
            aria-describedby={hindrance ? 'import-hindrance' : undefined}
            onClick={confirm}
          >
            {hindrance ? 'Confirm' : sayConfirm(planned.plan, leaveOut)}
          </Button>
        )}
      </Group>
    </div>
  )
}
