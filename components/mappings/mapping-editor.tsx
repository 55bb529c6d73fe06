import { Button, CloseButton, Group, Stack, Text, TextInput } from '@mantine/core'
import { IconCircleMinus, IconCornerDownRight, IconPlus, IconTrash } from '@tabler/icons-react'
import { type KeyboardEvent, useId } from 'react'
import type { ListedMapping } from '#lib/mappings/list-mappings.ts'
import type { MappingActions } from './mapping-actions.ts'
import { MappingConflictNotice } from './mapping-conflict-notice.tsx'
import classes from './mapping-table.module.css'
import { type MappingForm, type SavedMapping, useMappingForm } from './use-mapping-form.ts'

const ICON = 15

/** One row, open: its URLs and the deeds. Esc leaves it, Enter saves. */
export function MappingEditor(props: {
  licence: string | null
  mapping: ListedMapping
  actions: MappingActions
  onSaved: (saved: SavedMapping) => void
  onClose: () => void
}) {
  const { licence, mapping, onClose } = props
  const form = useMappingForm(props)
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
        <UrlFields form={form} eventType={mapping.eventType} />
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

function UrlFields({ form, eventType }: { form: MappingForm; eventType: string }) {
  const errorId = useId()
  return form.fields.map(({ key, url, error }, index) => (
    <TextInput
      key={key}
      aria-label={index === 0 ? `URL for ${eventType}` : `URL ${index + 1} for ${eventType}`}
      aria-describedby={error ? `${errorId}-${key}` : undefined}
      classNames={{ input: classes.url }}
      placeholder="https://"
      inputMode="url"
      autoComplete="off"
      spellCheck={false}
      data-autofocus={index === 0 || undefined}
      // The row was opened to type here.
      autoFocus={index === form.fields.length - 1}
      value={url}
      error={error && <span id={`${errorId}-${key}`}>{error}</span>}
      onChange={(event) => form.change(key, event.currentTarget.value)}
      rightSection={
        form.fields.length > 1 && (
          <CloseButton size="sm" aria-label={`Remove URL ${index + 1}`} onClick={() => form.drop(key)} />
        )
      }
    />
  ))
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
