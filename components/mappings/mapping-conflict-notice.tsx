import { Text } from '@mantine/core'
import { ConflictNotice } from '#components/ui/conflict-notice.tsx'
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
    <ConflictNotice
      said={
        by
          ? `${by.actor} changed this scope last, ${new Date(by.at).toLocaleString()}.`
          : 'Somebody changed this.'
      }
      form={form}
    >
      <div>
        <Text size="xs" c="var(--mantine-color-text)">
          What saving yours would change of what is in force now:
        </Text>
        <UrlDiff from={now} to={wanted} />
      </div>
    </ConflictNotice>
  )
}
