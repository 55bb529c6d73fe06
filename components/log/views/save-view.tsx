'use client'

import { Button, Checkbox, Popover, Radio, Stack, TextInput } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconPlus } from '@tabler/icons-react'
import { type FormEvent, useState, useTransition } from 'react'
import type { MovingDay } from '#components/log/local-day.ts'
import type { ActionResult } from '#lib/action-result.ts'

const THIS_DAY = ''

/**
 * Keeps what the list is narrowed to, under a name.
 * @param days by what words its first day can be kept, so that it moves on with the calendar; the first is offered first.
 * @param onSave `day`: that word; null: the moment stays.
 */
export function SaveView({
  days,
  onSave,
}: {
  days: readonly MovingDay[]
  onSave: (name: string, isShared: boolean, day: string | null) => Promise<ActionResult>
}) {
  const [isOpen, { toggle, close }] = useDisclosure(false)
  const [name, setName] = useState('')
  const [isShared, setShared] = useState(false)
  const [chosen, choose] = useState<string | null>(null)
  const day = chosen ?? days[0]?.value ?? THIS_DAY
  const [problem, setProblem] = useState<string | null>(null)
  const [isSaving, startSaving] = useTransition()
  const submit = (event: FormEvent) => {
    event.preventDefault()
    startSaving(async () => {
      const result = await onSave(name, isShared, day === THIS_DAY ? null : day)
      setProblem(result.ok ? null : (result.fieldErrors?.name ?? result.message))
      if (!result.ok) return
      setName('')
      choose(null)
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
              w="100%"
              value={name}
              onChange={(event) => setName(event.currentTarget.value)}
              error={problem}
              maxLength={60}
              data-autofocus
            />
            {days.length > 0 && (
              <Radio.Group label="It begins on" value={day} onChange={choose}>
                <Stack gap={6} mt={6}>
                  {days.map(({ value, label }) => (
                    <Radio key={value} value={value} label={label} />
                  ))}
                  <Radio value={THIS_DAY} label="This very day, for good" />
                </Stack>
              </Radio.Group>
            )}
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
