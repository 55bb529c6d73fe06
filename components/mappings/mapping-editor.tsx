import { Button, Group, Stack, Text } from '@mantine/core'
import { IconCircleMinus, IconCornerDownRight, IconPlus, IconTrash } from '@tabler/icons-react'
import type { KeyboardEvent } from 'react'
import type { ListedMapping } from '#lib/mappings/list-mappings.ts'
import type { MappingActions } from './mapping-actions.ts'
import { MappingConflictNotice } from './mapping-conflict-notice.tsx'
import { UrlField } from './url-field.tsx'
import { type MappingForm, type Saving, useMappingForm } from './use-mapping-form.ts'
import { useUrlChecks } from './use-url-checks.ts'

const ICON = 15

/** One row, open: its URLs and the deeds. Esc leaves it, Enter saves. */
export function MappingEditor(props: {
  licence: string | null
  licences: readonly string[]
  mapping: ListedMapping
  actions: MappingActions
  saving: Saving
  onClose: () => void
}) {
  const { licence, licences, mapping, actions, onClose } = props
  const form = useMappingForm(props)
  const checks = useUrlChecks({
    licence,
    eventType: mapping.eventType,
    ofLicence: licence ?? licences[0] ?? '1',
    actions: actions.urls,
  })
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape' && !event.nativeEvent.isComposing) onClose()
  }
  return (
    <form
      aria-label={`Mapping of ${mapping.eventType}`}
      noValidate
      onKeyDown={onKeyDown}
      onSubmit={(event) => {
        event.preventDefault()
        form.submit()
      }}
    >
      <Stack gap={8}>
        {form.fields.map((field, index) => (
          <UrlField
            key={field.key}
            field={field}
            form={form}
            checks={checks}
            eventType={mapping.eventType}
            index={index}
          />
        ))}
        {form.problem && (
          <Text role="alert" size="sm" c="var(--mantine-color-error)">
            {form.problem}
          </Text>
        )}
        {form.conflict && <MappingConflictNotice conflict={form.conflict} form={form} />}
        <Group justify="space-between" gap={8}>
          <OtherDeeds licence={licence} mapping={mapping} form={form} />
          <Group gap={8}>
            <Button variant="default" size="xs" onClick={onClose}>
              Leave it
            </Button>
            <Button type="submit" size="xs" loading={form.isSaving}>
              Save
            </Button>
          </Group>
        </Group>
      </Stack>
    </form>
  )
}

function OtherDeeds({
  licence,
  mapping,
  form,
}: {
  licence: string | null
  mapping: ListedMapping
  form: MappingForm
}) {
  const remove =
    licence === null
      ? { label: 'Remove the mapping', icon: <IconTrash size={ICON} aria-hidden /> }
      : { label: 'Back to the defaults', icon: <IconCornerDownRight size={ICON} aria-hidden /> }
  return (
    <Group gap={4}>
      {mapping.own !== null && (
        <Button
          variant="subtle"
          color="gray"
          size="compact-xs"
          leftSection={remove.icon}
          disabled={form.isSaving}
          onClick={form.remove}
        >
          {remove.label}
        </Button>
      )}
      {mapping.own !== 'deliver nothing' && (
        <Button
          variant="subtle"
          color="gray"
          size="compact-xs"
          leftSection={<IconCircleMinus size={ICON} aria-hidden />}
          disabled={form.isSaving}
          onClick={form.deliverNothing}
        >
          Deliver nothing
        </Button>
      )}
      <Button
        variant="subtle"
        color="gray"
        size="compact-xs"
        leftSection={<IconPlus size={ICON} aria-hidden />}
        onClick={form.add}
      >
        {form.fields.length === 1 ? 'Second URL' : 'Another URL'}
      </Button>
    </Group>
  )
}
