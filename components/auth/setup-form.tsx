'use client'

import { Button, PasswordInput, Stack, Text, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useState, useTransition } from 'react'
import { FormError } from '#components/ui/form-error.tsx'
import type { ActionResult } from '#lib/action-result.ts'
import { PASSWORD_LENGTH } from '#lib/auth/password-rules.ts'
import { signIn } from './auth-client.ts'

const SHORTEST = PASSWORD_LENGTH.min

type MakeFirstAdmin = (input: { token: string; email: string; password: string }) => Promise<ActionResult>

/** Makes the first admin by a one-time link, and logs them in. */
export function SetupForm({ token, makeFirstAdmin }: { token: string; makeFirstAdmin: MakeFirstAdmin }) {
  const [reason, setReason] = useState<string | null>(null)
  const [isSending, startSending] = useTransition()
  const form = useForm({
    mode: 'uncontrolled',
    initialValues: { email: '', password: '' },
    validate: {
      email: (value) => (value.includes('@') ? null : 'Enter an e-mail address'),
      password: (value) => (value.length >= SHORTEST ? null : `Use at least ${SHORTEST} characters`),
    },
  })
  const send = form.onSubmit(({ email, password }) =>
    startSending(async () => {
      setReason(null)
      const made = await makeFirstAdmin({ token, email: email.trim(), password })
      if (!made.ok) {
        form.setErrors(made.fieldErrors ?? {})
        return setReason(made.message)
      }
      const signedIn = await signIn(email.trim(), password)
      window.location.assign(signedIn.ok ? '/deliveries' : '/login')
    }),
  )
  return (
    <form method="post" onSubmit={send} noValidate>
      <Stack gap="md">
        <Text size="sm" c="dimmed">
          This link works once. Further users are made later.
        </Text>
        <FormError reason={reason} />
        <TextInput
          label="E-mail"
          type="email"
          autoComplete="username"
          autoFocus
          key={form.key('email')}
          {...form.getInputProps('email')}
        />
        <PasswordInput
          label="Password"
          description={`At least ${SHORTEST} characters`}
          autoComplete="new-password"
          key={form.key('password')}
          {...form.getInputProps('password')}
        />
        <Button type="submit" size="sm" loading={isSending}>
          Make the admin
        </Button>
      </Stack>
    </form>
  )
}
