'use client'

import { Button, PasswordInput, Stack, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useState, useTransition } from 'react'
import { FormError } from '#components/ui/form-error.tsx'
import { signIn } from './auth-client.ts'

/** E-mail and password. Sent by script only; before it runs, the form would post and never put them in an address. */
export function LoginForm({ next }: { next: string }) {
  const [reason, setReason] = useState<string | null>(null)
  const [isSending, startSending] = useTransition()
  const form = useForm({
    mode: 'uncontrolled',
    initialValues: { email: '', password: '' },
    validate: {
      email: (value) => (value.includes('@') ? null : 'Enter your e-mail address'),
      password: (value) => (value ? null : 'Enter your password'),
    },
  })
  const send = form.onSubmit(({ email, password }) =>
    startSending(async () => {
      setReason(null)
      const outcome = await signIn(email.trim(), password)
      if (outcome.ok) window.location.assign(next)
      else setReason(outcome.reason)
    }),
  )
  return (
    <form method="post" onSubmit={send} noValidate>
      <Stack gap="md">
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
          autoComplete="current-password"
          key={form.key('password')}
          {...form.getInputProps('password')}
        />
        <Button type="submit" size="sm" loading={isSending}>
          Log in
        </Button>
      </Stack>
    </form>
  )
}
