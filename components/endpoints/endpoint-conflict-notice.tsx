import { Text } from '@mantine/core'
import { ConflictNotice } from '#components/ui/conflict-notice.tsx'
import classes from './conflict.module.css'
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
    <ConflictNotice
      said={`Somebody changed this endpoint at ${new Date(conflict.at).toLocaleTimeString()}.`}
      form={form}
    >
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
    </ConflictNotice>
  )
}
