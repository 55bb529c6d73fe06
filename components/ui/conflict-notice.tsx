import { Button, Group, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import classes from './conflict-notice.module.css'

/** What a form does once somebody else was faster. */
type Choice = { isSaving: boolean; takeTheirs: () => void; saveMine: () => void }

/** Somebody else was faster: who, what differs, and which of both to keep. */
export function ConflictNotice({
  said,
  form,
  children,
}: {
  said: string
  form: Choice
  children: ReactNode
}) {
  return (
    <div role="alert" className={classes.conflict}>
      <Text size="sm" fw={600}>
        {said} Compare before you save.
      </Text>
      {children}
      <Group gap={8}>
        <Button variant="default" size="compact-xs" onClick={form.takeTheirs}>
          Start from theirs
        </Button>
        <Button variant="default" size="compact-xs" loading={form.isSaving} onClick={form.saveMine}>
          Save yours all the same
        </Button>
      </Group>
    </div>
  )
}
