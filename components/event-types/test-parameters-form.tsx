'use client'

import { Button, Group } from '@mantine/core'
import { IconPlus, IconSend } from '@tabler/icons-react'
import { useState, useTransition } from 'react'
import delivery from '#components/deliveries/delivery.module.css'
import { TestEventResult } from '#components/mappings/test-event-result.tsx'
import { type Ask, ask } from '#components/ui/ask.ts'
import { showText } from '#lib/livechat/show-bytes.ts'
import type { TestEventOutcome } from '#lib/test-event/send-test-event.ts'
import classes from './event-types.module.css'
import { TestFieldRow } from './test-field-row.tsx'
import { useTestParameters } from './use-test-parameters.ts'

export type SendParameters = Ask<{ parameters: [string, string][] }, TestEventOutcome>

/** Plays the chat server once with parameters as one wants them, odd ones too: what is odd is told, not refused. */
export function TestParametersForm(props: {
  eventType: string
  licences: readonly string[]
  send: SendParameters
}) {
  const { eventType, licences, send } = props
  const form = useTestParameters(eventType, licences[0] ?? '1')
  const parameters = form.parameters.map(([name, value]): [string, string] => [name, value])
  const [outcome, setOutcome] = useState<TestEventOutcome | null>(null)
  const [isSending, startSending] = useTransition()
  return (
    <section aria-labelledby="test">
      <h3 id="test" className={delivery.heading}>
        Send a test event
      </h3>
      <form
        className={classes.form}
        onSubmit={(event) => {
          event.preventDefault()
          startSending(async () => setOutcome(await ask(send, { parameters })))
        }}
      >
        {form.fields.map((field) => (
          <TestFieldRow
            key={field.key}
            field={field}
            remark={field.described ? form.remarks.get(field.name) : undefined}
            licences={licences}
            onChange={(more) => form.change(field.key, more)}
            onDrop={() => form.drop(field.key)}
          />
        ))}
        {form.oddities.length > 0 && (
          <ul className={classes.oddities} aria-label="What is odd about it">
            {form.oddities.map((text) => (
              <li key={text}>{showText(text)}</li>
            ))}
          </ul>
        )}
        <Group gap="xs">
          <Button
            variant="default"
            leftSection={<IconPlus size={15} aria-hidden />}
            onClick={form.add}
            type="button"
          >
            Add a parameter
          </Button>
          <Button type="submit" leftSection={<IconSend size={15} aria-hidden />} loading={isSending}>
            Send test event
          </Button>
        </Group>
        <p className={delivery.note}>
          A made-up event, sent to the real URL and kept in the log as a test. What is odd is sent all the
          same.
        </p>
        {outcome && !isSending && <TestEventResult outcome={outcome} />}
      </form>
    </section>
  )
}
