'use client'

import { Button, Switch } from '@mantine/core'
import { IconChevronUp } from '@tabler/icons-react'
import classes from '../live-switch.module.css'

/** Whether the list goes on by itself, and what has come in that is not shown yet. */
export function LiveToggle(props: {
  isOn: boolean
  onChange: (isOn: boolean) => void
  held: number
  onShow: () => void
  problem: string | null
}) {
  const { isOn, onChange, held, onShow, problem } = props
  return (
    <>
      <span role="status" className={classes.problem}>
        {problem}
      </span>
      {held > 0 && (
        <Button variant="light" leftSection={<IconChevronUp size={16} />} onClick={onShow}>
          {held} new
        </Button>
      )}
      <Switch label="Live" checked={isOn} onChange={(event) => onChange(event.currentTarget.checked)} />
    </>
  )
}
