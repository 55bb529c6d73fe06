import type { SendTestEvent } from '#components/mappings/mapping-actions.ts'
import { TestEventForm } from '#components/mappings/test-event-form.tsx'
import type { FirstRun } from '#lib/mappings/first-run.ts'
import { Step, type StepState } from './step.tsx'

export function TestEventStep(props: {
  state: StepState
  firstRun: FirstRun
  licences: readonly string[]
  sendTestEvent: SendTestEvent
}) {
  const { state, firstRun, licences, sendTestEvent } = props
  return (
    <Step
      number={3}
      state={state}
      title="Send a test event"
      text="Bellhop plays the chat server: a made-up event, to your real URL. It works before step 2 as well."
      doneAt={firstRun.firstTestAt}
    >
      <TestEventForm
        eventType={firstRun.mappedTypes[0]}
        licence={licences[0] ?? '1'}
        licences={licences}
        sendTestEvent={sendTestEvent}
      />
    </Step>
  )
}
