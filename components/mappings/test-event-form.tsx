'use client'

import { Autocomplete, Button, Select, Stack, Text } from '@mantine/core'
import { IconSend } from '@tabler/icons-react'
import { useState, useTransition } from 'react'
import { ask } from '#components/ui/ask.ts'
import { EVENT_TYPES } from '#lib/livechat/catalogue.ts'
import type { TestEventOutcome } from '#lib/test-event/send-test-event.ts'
import type { SendTestEvent } from './mapping-actions.ts'
import classes from './test-event.module.css'
import { TestEventResult } from './test-event-result.tsx'

/** Plays the chat server once: which event type, of which licence, and below what came of it. */
export function TestEventForm(props: {
  eventTypes?: readonly string[]
  eventType?: string
  licence: string
  licences: readonly string[]
  sendTestEvent: SendTestEvent
}) {
  const { eventTypes = EVENT_TYPES, licences, sendTestEvent } = props
  const [eventType, setEventType] = useState(props.eventType ?? 'OPERATOR_STATUS')
  const [licence, setLicence] = useState(props.licence)
  const [outcome, setOutcome] = useState<TestEventOutcome | null>(null)
  const [isSending, startSending] = useTransition()
  const number = licence.trim()
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        if (number === '') return
        startSending(async () => setOutcome(await ask(sendTestEvent, { eventType, licence: number })))
      }}
    >
      <Stack gap={8}>
        <div className={classes.fields}>
          <Select
            label="Event type"
            data={[...eventTypes]}
            value={eventType}
            onChange={(chosen) => chosen && setEventType(chosen)}
            allowDeselect={false}
            searchable
            w={240}
            comboboxProps={{ withinPortal: false }}
          />
          <Autocomplete
            size="xs"
            label="Licence"
            data={[...licences]}
            limit={50}
            value={licence}
            onChange={setLicence}
            error={number === '' && 'Write a licence.'}
            w={120}
            comboboxProps={{ withinPortal: false }}
          />
          <Button
            type="submit"
            variant="default"
            leftSection={<IconSend size={15} aria-hidden />}
            loading={isSending}
          >
            Send test event
          </Button>
        </div>
        <Text size="xs" c="dimmed">
          A made-up event, sent to the real URL and kept in the log as a test.
        </Text>
        {outcome && !isSending && <TestEventResult outcome={outcome} />}
      </Stack>
    </form>
  )
}
