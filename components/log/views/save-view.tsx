'use client'

import { Button, Checkbox, Popover, Stack, TextInput } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconPlus } from '@tabler/icons-react'
import { type FormEvent, useState, useTransition } from 'react'
import type { ActionResult } from '#lib/action-result.ts'

/** Keeps what the list is narrowed to, under a name. */
export function SaveView({ onSave }: { onSave: (name: string, isShared: boolean) => Promise<ActionResult> }) {
  const [isOpen, { toggle, close }] = useDisclosure(false)
  const [name, setName] = useState('')
  const [isShared, setShared] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const [isSaving, startSaving] = useTransition()
  const submit = (event: FormEvent) => {
    event.preventDefault()
    startSaving(async () => {
      const result = await onSave(name, isShared)
      setProblem(result.ok ? null : (result.fieldErrors?.name ?? result.message))
      if (!result.ok) return
      setName('')
      close()
    })
  }
  return (
    <Popover opened={isOpen} onDismiss={close} shadow="md" radius="md" trapFocus position="bottom-start">
      <Popover.Target>
        <Button variant="subtle" leftSection={<IconPlus size={14} />} onClick={toggle}>
          Save view
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <form onSubmit={submit}>
          <Stack gap="xs" align="flex-start">
            <TextInput
              label="Name"
              value={name}
              onChange={(event) => setName(event.currentTarget.value)}
              error={problem}
              maxLength={60}
              data-autofocus
            />
            <Checkbox
              label="Share it with everybody"
              checked={isShared}
              onChange={(event) => setShared(event.currentTarget.checked)}
            />
            <Button type="submit" loading={isSaving} disabled={name.trim() === ''}>
              Save
            </Button>
          </Stack>
        </form>
      </Popover.Dropdown>
    </Popover>
  )
}
