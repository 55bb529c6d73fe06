import { Input, NumberInput, SegmentedControl, Text, TextInput } from '@mantine/core'
import {
  DEFAULT_MODE,
  ENDPOINT_MODE_NAMES,
  ENDPOINT_MODES,
  isEndpointMode,
} from '#lib/mappings/endpoint-modes.ts'
import { MAX_TIMEOUT_SECONDS } from '#lib/mappings/limits.ts'
import classes from './endpoint-page.module.css'
import { SettingsSection } from './settings-section.tsx'
import type { EndpointForm } from './use-endpoint-form.ts'

const MODES = ENDPOINT_MODE_NAMES.map((value) => ({ value, label: ENDPOINT_MODES[value].label }))

/** Where a request goes and how it is written. */
export function RequestFields({ form }: { form: EndpointForm }) {
  const { draft, change, errorOf } = form
  const { description } = ENDPOINT_MODES[isEndpointMode(draft.mode) ? draft.mode : DEFAULT_MODE]
  return (
    <SettingsSection title="Request" hint="Where it goes, and how the event is written into it.">
      <TextInput
        label="URL"
        autoComplete="off"
        spellCheck={false}
        value={draft.url}
        onChange={(event) => change({ url: event.currentTarget.value })}
        error={errorOf('url')}
      />
      <Input.Wrapper label="Mode" labelElement="div" error={errorOf('mode')}>
        <SegmentedControl
          aria-label="Mode"
          fullWidth
          data={MODES}
          value={draft.mode}
          onChange={(mode) => change({ mode })}
        />
        <Text size="xs" c="dimmed" mt={4}>
          {description}
        </Text>
      </Input.Wrapper>
      <div className={classes.row}>
        <TextInput
          className={classes.grow}
          label="Connect to"
          placeholder="where the URL says"
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
        Connect to is HOST:PORT: the connection goes there; URL, Host header and certificate stay the same.
      </Text>
    </SettingsSection>
  )
}
