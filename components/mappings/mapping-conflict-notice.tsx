import { Button, Group, Text } from '@mantine/core'
import classes from './mapping-table.module.css'
import { UrlDiff } from './url-diff.tsx'
import type { MappingForm } from './use-mapping-form.ts'

/** Somebody else was faster: theirs and mine, one above the other, and which to keep. */
export function MappingConflictNotice({
  conflict,
  form,
}: {
  conflict: NonNullable<MappingForm['conflict']>
  form: MappingForm
}) {
  const { by, now, wanted } = conflict
  return (
    <div role="alert" className={classes.conflict}>
      <Text size="sm" fw={600}>
        {by
          ? `${by.actor} changed this scope last, ${new Date(by.at).toLocaleString()}.`
          : 'Somebody changed this.'}{' '}
        Compare before you save.
      </Text>
      <div>
        <Text size="xs" c="var(--mantine-color-text)">
          What saving yours would change of what is in force now:
        </Text>
        <UrlDiff from={now} to={wanted} />
      </div>
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
