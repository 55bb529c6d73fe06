'use client'

import { Button, Modal, Skeleton } from '@mantine/core'
import { useRouter } from 'next/navigation'
import { type ReactNode, useState } from 'react'
import type { PauseActions } from '#components/endpoints/endpoint-actions.ts'
import { Failure } from '#components/ui/failure.tsx'
import type { GivenScope } from '#lib/bulk/scope.ts'
import classes from './bulk.module.css'
import type { BulkActions } from './bulk-actions.ts'
import { HeldNote } from './held-note.tsx'
import { PlanForm } from './plan-form.tsx'
import { useBulkPlan } from './use-bulk-plan.ts'

type Props = {
  title: string
  /** What it is about; null: the dialog is closed. */
  scope: GivenScope | null
  /** Fields that change the scope, above its plan. */
  children?: ReactNode
  onClose: () => void
  actions: BulkActions
  /** Lets an endpoint go on that held deliveries wait for. */
  turn?: PauseActions
}

/** Shows what a bulk run would do, and starts it. Nothing happens before its last button. */
export function BulkDialog({ title, scope, children, onClose, actions, turn }: Props) {
  const router = useRouter()
  const [isStarting, setStarting] = useState(false)
  const { planned, problem, again } = useBulkPlan(scope, actions.plan)
  const close = () => {
    if (!isStarting) onClose()
  }
  return (
    <Modal opened={scope !== null} onClose={close} title={title} size={640}>
      <div className={classes.dialog}>
        {children}
        {problem !== null && <Failure title="It could not be counted" reason={problem} retry={again} />}
        {planned === null && problem === null && <Counting />}
        {planned !== null && (
          <PlanForm
            key={planned.runId}
            planned={planned}
            start={actions.start}
            onStarting={setStarting}
            onStarted={(runId) => router.push(`/runs/${runId}`)}
            held={
              turn &&
              planned.plan.kind === 'resend' && (
                <HeldNote plan={planned.plan} turn={turn} onResumed={onClose} />
              )
            }
          />
        )}
        {planned === null && (
          <div className={classes.foot}>
            <Button variant="default" onClick={close}>
              Leave it
            </Button>
          </div>
        )}
      </div>
    </Modal>
  )
}

function Counting() {
  return (
    <div role="status" aria-label="Counting" className={classes.counting}>
      <Skeleton height={22} width="60%" radius="sm" />
      <Skeleton height={14} width="40%" radius="sm" />
      <Skeleton height={14} width="45%" radius="sm" />
      <Skeleton height={88} radius="sm" />
    </div>
  )
}
