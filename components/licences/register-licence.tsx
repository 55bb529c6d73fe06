'use client'

import { Button, Popover, Stack, Text, TextInput } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useRouter } from 'next/navigation'
import { useState, useTransition } from 'react'
import type { RegisterLicence as Register } from '#components/mappings/mapping-actions.ts'
import { ask } from '#components/ui/ask.ts'
import { licenceHref } from './licence-href.ts'

/** Registers a licence by its number, before its first event, and goes to its page. */
export function RegisterLicence({ register }: { register: Register }) {
  const router = useRouter()
  const [number, setNumber] = useState('')
  const [problem, setProblem] = useState<string | null>(null)
  const [isRegistering, start] = useTransition()
  return (
    <Popover position="bottom-end" width={300} trapFocus shadow="md">
      <Popover.Target>
        <Button variant="default" leftSection={<IconPlus size={15} aria-hidden />}>
          Register a licence
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <form
          aria-label="Register a licence"
          noValidate
          onSubmit={(event) => {
            event.preventDefault()
            setProblem(null)
            start(async () => {
              const outcome = await ask(register, { number })
              if (outcome.ok) router.push(licenceHref(outcome.licence))
              else setProblem(outcome.reason)
            })
          }}
        >
          <Stack gap={8}>
            <TextInput
              label="Licence number"
              placeholder="1520"
              autoComplete="off"
              value={number}
              onChange={(event) => setNumber(event.currentTarget.value)}
              error={problem}
              data-autofocus
            />
            <Text size="xs" c="dimmed">
              A licence registers itself with its first event. Register it before to prepare its mappings.
            </Text>
            <Button type="submit" loading={isRegistering}>
              Register
            </Button>
          </Stack>
        </form>
      </Popover.Dropdown>
    </Popover>
  )
}
