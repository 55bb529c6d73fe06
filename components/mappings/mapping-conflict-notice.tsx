import { Button, Group, Text } from '@mantine/core'
import classes from './mapping-table.module.css'
import { sayUrls } from './say-urls.ts'
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
          ? `${by.actor} changed this scope last, ${new Date(by.at).toLocaleTimeString()}.`
          : 'Somebody changed this.'}{' '}
        Compare before you save.
      </Text>
      <dl className={classes.compare}>
        <dt>In force now</dt>
        <dd>{sayUrls(now)}</dd>
        <dt>Yours</dt>
        <dd>{sayUrls(wanted)}</dd>
      </dl>
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
