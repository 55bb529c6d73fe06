import { Select, Text, TextInput } from '@mantine/core'
import { useState } from 'react'
import { parseRetrySchedule, RETRY_PRESETS } from '#lib/endpoints/retry-presets.ts'
import { liveProblem } from './endpoint-draft.ts'
import { sayRetries } from './say-retries.ts'
import { SettingsSection } from './settings-section.tsx'
import type { EndpointForm } from './use-endpoint-form.ts'

const OWN = 'own'
const STANDARD = 'standard'

const OPTIONS = [
  ...Object.entries(RETRY_PRESETS).map(([value, { label }]) => ({ value, label })),
  { value: OWN, label: 'Own pauses' },
]

/** The preset that a schedule is; `own` when it is none. The standard one is kept as nothing. */
function presetOf(schedule: string): string {
  if (schedule.trim() === '') return STANDARD
  const found = Object.entries(RETRY_PRESETS).find(([, preset]) => preset.schedule === schedule.trim())
  return found?.[0] ?? OWN
}

function scheduleOf(preset: string): string {
  const found = Object.entries(RETRY_PRESETS).find(([name]) => name === preset)
  return preset === STANDARD ? '' : (found?.[1].schedule ?? '')
}

/** When a failed attempt is made again: a schedule of ours, or pauses as they are typed, with the whole span in words. */
export function RetryFields({ form }: { form: EndpointForm }) {
  const { draft, change, errorOf } = form
  const [isOwn, setOwn] = useState(presetOf(draft.retrySchedule) === OWN)
  const preset = isOwn ? OWN : presetOf(draft.retrySchedule)
  const parsed = parseRetrySchedule(draft.retrySchedule.trim() || null)
  const problem = errorOf('retrySchedule') || (isOwn && liveProblem('retrySchedule', draft))
  return (
    <SettingsSection
      title="Retries"
      hint="After a failure it is tried again, each pause up to 20 % shorter or longer. An answer of 429 or 503 may ask for more time."
    >
      <Select
        label="Schedule"
        w={200}
        data={OPTIONS}
        value={preset}
        allowDeselect={false}
        onChange={(value) => {
          setOwn(value === OWN)
          if (value === OWN && draft.retrySchedule === '')
            change({ retrySchedule: RETRY_PRESETS.standard.schedule })
          else if (value !== null && value !== OWN) change({ retrySchedule: scheduleOf(value) })
        }}
        error={isOwn ? null : errorOf('retrySchedule')}
      />
      {isOwn && (
        <TextInput
          label="Pauses"
          description="One after another: 5s 30s 5m 2h. At most 20, from 1 s to 24 h each."
          autoComplete="off"
          spellCheck={false}
          value={draft.retrySchedule}
          onChange={(event) => change({ retrySchedule: event.currentTarget.value })}
          error={problem}
        />
      )}
      <Text size="xs" c="dimmed" aria-live="polite">
        {parsed.ok ? sayRetries(parsed.delaysSeconds) : ' '}
      </Text>
    </SettingsSection>
  )
}
