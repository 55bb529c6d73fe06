import { Button, Group, Input, NumberInput, SegmentedControl, Stack, Text, TextInput } from '@mantine/core'
import {
  DEFAULT_MODE,
  ENDPOINT_MODE_NAMES,
  ENDPOINT_MODES,
  isEndpointMode,
} from '#lib/mappings/endpoint-modes.ts'
import { MAX_TIMEOUT_SECONDS } from '#lib/mappings/limits.ts'
import type { ListedEndpoint } from '#lib/mappings/list-endpoints.ts'
import type { EndpointActions } from './endpoint-actions.ts'
import { EndpointConflictNotice } from './endpoint-conflict-notice.tsx'
import classes from './endpoint-editor.module.css'
import { RequestPreview } from './request-preview.tsx'
import { type EndpointField, type EndpointForm, useEndpointForm } from './use-endpoint-form.ts'

const MODES = ENDPOINT_MODE_NAMES.map((value) => ({ value, label: ENDPOINT_MODES[value].label }))

function Mode({ form }: { form: EndpointForm }) {
  const { mode } = form.draft
  const { description } = ENDPOINT_MODES[isEndpointMode(mode) ? mode : DEFAULT_MODE]
  const error = form.problem?.field === 'mode' && form.problem.reason
  return (
    <Input.Wrapper label="Mode" labelElement="div" error={error}>
      <SegmentedControl
        aria-label="Mode"
        fullWidth
        data={MODES}
        value={mode}
        onChange={(value) => form.change({ mode: value })}
      />
      <Text size="xs" c="dimmed" mt={4}>
        {description}
      </Text>
    </Input.Wrapper>
  )
}

function Fields({ form }: { form: EndpointForm }) {
  const { draft, problem, change } = form
  const errorOf = (field: EndpointField) => problem?.field === field && problem.reason
  return (
    <>
      <TextInput
        label="URL"
        autoFocus
        autoComplete="off"
        spellCheck={false}
        value={draft.url}
        onChange={(event) => change({ url: event.currentTarget.value })}
        error={errorOf('url')}
      />
      <Mode form={form} />
      <div className={classes.fields}>
        <TextInput
          className={classes.wide}
          label="Connect to"
          placeholder="HOST:PORT"
          autoComplete="off"
          spellCheck={false}
          value={draft.connectTo}
          onChange={(event) => change({ connectTo: event.currentTarget.value })}
          error={errorOf('connectTo')}
        />
        <NumberInput
          label="Time-out"
          suffix=" s"
          w={120}
          min={1}
          max={MAX_TIMEOUT_SECONDS}
          allowDecimal={false}
          value={draft.timeoutSeconds}
          onChange={(timeoutSeconds) => change({ timeoutSeconds })}
          error={errorOf('timeoutSeconds')}
        />
      </div>
      <Text size="xs" c="dimmed">
        Without Connect to, the connection goes where the URL says; with it, there. URL, Host header and
        certificate stay the same.
      </Text>
    </>
  )
}

/** Mends an endpoint in its row, beside the request that it makes: mappings and open deliveries follow. */
export function EndpointEditor(props: {
  endpoint: ListedEndpoint
  version: string
  update: EndpointActions['update']
  onSaved: (text: string) => void
  onClose: () => void
}) {
  const { endpoint, version, update, onSaved, onClose } = props
  const form = useEndpointForm({ endpoint, update, onSaved })
  return (
    <div className={classes.editor}>
      <form
        aria-label={`Endpoint ${endpoint.url}`}
        noValidate
        onKeyDown={(event) => event.key === 'Escape' && onClose()}
        onSubmit={(event) => {
          event.preventDefault()
          form.submit()
        }}
      >
        <Stack gap={10}>
          <Fields form={form} />
          {form.problem?.field === null && (
            <Text role="alert" size="sm" c="var(--mantine-color-error)">
              {form.problem.reason}
            </Text>
          )}
          {form.conflict && <EndpointConflictNotice conflict={form.conflict} form={form} />}
          <Text size="xs" c="dimmed">
            Its mappings and the deliveries that are on their way go out as saved here. The exported files
            change with the URL.
          </Text>
          <Group gap={8} justify="flex-end">
            <Button variant="default" onClick={onClose}>
              Leave it
            </Button>
            <Button type="submit" loading={form.isSaving} disabled={form.conflict !== null}>
              Save
            </Button>
          </Group>
        </Stack>
      </form>
      <RequestPreview endpoint={endpoint} draft={form.draft} version={version} />
    </div>
  )
}
