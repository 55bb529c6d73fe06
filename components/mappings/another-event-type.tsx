import { Button, Group, TextInput } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useState } from 'react'
import { readEventType } from '#lib/livechat/event-type-spelling.ts'

/** Opens a row for an event type that is not in the table: newer chat servers may know more than the twelve. */
export function AnotherEventType({ onChoose }: { onChoose: (eventType: string) => void }) {
  const [isOpen, setOpen] = useState(false)
  const [name, setName] = useState('')
  const { eventType, note } = readEventType(name.trim())
  if (!isOpen) {
    return (
      <Button
        variant="subtle"
        color="gray"
        size="compact-xs"
        leftSection={<IconPlus size={15} aria-hidden />}
        onClick={() => setOpen(true)}
      >
        Another event type
      </Button>
    )
  }
  return (
    <form
      onKeyDown={(event) => event.key === 'Escape' && setOpen(false)}
      onSubmit={(event) => {
        event.preventDefault()
        if (eventType === '') return
        onChoose(eventType)
        setName('')
        setOpen(false)
      }}
    >
      <Group gap={8} align="flex-end">
        <TextInput
          label="Event type, as the chat server spells it"
          placeholder="CHAT_RATED"
          description={note}
          inputWrapperOrder={['label', 'input', 'description']}
          autoFocus
          autoComplete="off"
          spellCheck={false}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Button type="submit" variant="default" disabled={eventType === ''}>
          Map it
        </Button>
        <Button variant="subtle" color="gray" onClick={() => setOpen(false)}>
          Leave it
        </Button>
      </Group>
    </form>
  )
}
