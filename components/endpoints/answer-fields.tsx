import { TextInput } from '@mantine/core'
import { liveProblem } from './endpoint-draft.ts'
import classes from './endpoint-page.module.css'
import { SettingsSection } from './settings-section.tsx'
import type { EndpointForm } from './use-endpoint-form.ts'

/** What counts as a success. */
export function AnswerFields({ form }: { form: EndpointForm }) {
  const { draft, change, errorOf } = form
  return (
    <SettingsSection
      title="Answer"
      hint="What counts as a success. All else is a failure and is tried again."
    >
      <div className={classes.row}>
        <TextInput
          label="Status"
          w={160}
          autoComplete="off"
          spellCheck={false}
          value={draft.expectedStatus}
          onChange={(event) => change({ expectedStatus: event.currentTarget.value })}
          error={errorOf('expectedStatus') || liveProblem('expectedStatus', draft)}
        />
        <TextInput
          className={classes.grow}
          label="Text that it must hold"
          placeholder="any answer will do"
          autoComplete="off"
          spellCheck={false}
          value={draft.expectedText}
          onChange={(event) => change({ expectedText: event.currentTarget.value })}
          error={errorOf('expectedText')}
        />
      </div>
    </SettingsSection>
  )
}
