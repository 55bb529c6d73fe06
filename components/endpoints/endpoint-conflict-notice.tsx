import { Button, Group, Text } from '@mantine/core'
import classes from './endpoint-editor.module.css'
import { differences } from './say-settings.ts'
import type { EndpointForm } from './use-endpoint-form.ts'

/** Somebody else was faster: what differs, theirs beside mine, and which to keep. */
export function EndpointConflictNotice({
  conflict,
  form,
}: {
  conflict: NonNullable<EndpointForm['conflict']>
  form: EndpointForm
}) {
  const differing = differences(conflict.now, form.wanted)
  return (
    <div role="alert" className={classes.conflict}>
      <Text size="sm" fw={600}>
        Somebody changed this endpoint at {new Date(conflict.at).toLocaleTimeString()}. Compare before you
        save.
      </Text>
      {differing.length === 0 ? (
        <Text size="sm" c="var(--mantine-color-text)">
          It is now as you want it.
        </Text>
      ) : (
        <dl className={classes.compare}>
          {differing.map(({ name, theirs, yours }) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>
                <span>In force now</span> {theirs}
              </dd>
              <dd>
                <span>Yours</span> {yours}
              </dd>
            </div>
          ))}
        </dl>
      )}
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
