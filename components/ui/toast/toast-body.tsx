'use client'

import { Button } from '@mantine/core'
import { IconAlertTriangle, IconArrowBackUp, IconCheck } from '@tabler/icons-react'
import { useTransition } from 'react'
import { useKey } from '#components/shell/keys/use-key.ts'
import classes from './toast.module.css'

/** What a notice says, and the button that takes it back. */
export function ToastBody(props: {
  text: string
  isProblem: boolean
  undo: (() => Promise<void>) | undefined
}) {
  const { text, isProblem, undo } = props
  const Icon = isProblem ? IconAlertTriangle : IconCheck
  return (
    <div className={classes.body}>
      <Icon size={16} aria-hidden className={classes.icon} />
      <span className={classes.text}>{text}</span>
      {undo && <UndoButton undo={undo} />}
    </div>
  )
}

function UndoButton({ undo }: { undo: () => Promise<void> }) {
  const [isUndoing, start] = useTransition()
  const run = () => {
    if (!isUndoing) start(undo)
  }
  useKey({ keys: 'u', label: 'Undo what was just done', group: 'Anywhere', run })
  return (
    <Button
      variant="default"
      size="compact-xs"
      leftSection={<IconArrowBackUp size={14} aria-hidden />}
      // Not `disabled`, which would take the focus away.
      aria-disabled={isUndoing}
      data-loading={isUndoing || undefined}
      aria-keyshortcuts="u"
      onClick={run}
    >
      {isUndoing ? 'Undoing…' : 'Undo'}
    </Button>
  )
}
