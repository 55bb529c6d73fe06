import { Button, CloseButton, Group, TextInput } from '@mantine/core'
import { IconSend, IconZoomCheck } from '@tabler/icons-react'
import { type FocusEvent, useId } from 'react'
import classes from './mapping-table.module.css'
import { UrlFindings } from './url-findings.tsx'
import type { MappingForm } from './use-mapping-form.ts'
import type { UrlChecks } from './use-url-checks.ts'

const ICON = 15

/** One URL of a mapping: the field, what is found of it, and the ways to find out. It is checked when it is left. */
export function UrlField(props: {
  field: MappingForm['fields'][number]
  form: MappingForm
  checks: UrlChecks
  eventType: string
  /** From 0. */
  index: number
}) {
  const { field, form, checks, eventType, index } = props
  const { key, url, error } = field
  const errorId = useId()
  const given = url.trim()
  const check = checks.of(key, url)
  // Not while a button is being pressed: what is found would push it away from under the pointer, and Save would wait.
  const onBlur = ({ relatedTarget }: FocusEvent) => {
    if (relatedTarget?.matches('button:active')) return
    checks.leave(key, given)
  }
  return (
    <>
      <TextInput
        aria-label={index === 0 ? `URL for ${eventType}` : `URL ${index + 1} for ${eventType}`}
        aria-describedby={error ? errorId : undefined}
        classNames={{ input: classes.url }}
        placeholder="https://"
        inputMode="url"
        autoComplete="off"
        spellCheck={false}
        data-autofocus={index === 0 || undefined}
        // The row was opened to type here.
        autoFocus={index === form.fields.length - 1}
        value={url}
        error={error && <span id={errorId}>{error}</span>}
        onChange={(event) => form.change(key, event.currentTarget.value)}
        onBlur={onBlur}
        rightSection={
          form.fields.length > 1 && (
            <CloseButton size="sm" aria-label={`Remove URL ${index + 1}`} onClick={() => form.drop(key)} />
          )
        }
      />
      <UrlFindings check={error ? undefined : check} eventType={eventType} />
      {given !== '' && (
        <Group gap={4}>
          <Button
            variant="subtle"
            color="gray"
            size="compact-xs"
            leftSection={<IconZoomCheck size={ICON} aria-hidden />}
            loading={check?.found === null}
            onClick={() => checks.check(key, given)}
          >
            {check?.found ? 'Check again' : 'Check'}
          </Button>
          <Button
            variant="subtle"
            color="gray"
            size="compact-xs"
            leftSection={<IconSend size={ICON} aria-hidden />}
            loading={check?.test === 'sending'}
            onClick={() => checks.sendTest(key, given)}
          >
            Send a test request
          </Button>
        </Group>
      )}
    </>
  )
}
