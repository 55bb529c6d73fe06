import { Text } from '@mantine/core'
import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { LoginForm } from '#components/auth/login-form.tsx'
import { ReturnIfSignedIn } from '#components/auth/return-if-signed-in.tsx'
import { WelcomeCard } from '#components/auth/welcome-card.tsx'
import { readSession } from '#lib/auth/require-session.ts'
import { safeNext } from '#lib/auth/safe-next.ts'

export const metadata: Metadata = { title: 'Log in' }

export default async function LoginPage({ searchParams }: PageProps<'/login'>) {
  const next = safeNext((await searchParams).next)
  if (await readSession()) redirect(next)
  return (
    <WelcomeCard title="Log in to Bellhop">
      <ReturnIfSignedIn next={next} />
      <LoginForm next={next} />
      <Text size="xs" c="dimmed" mt="md">
        Forgot your password? Ask whoever runs Bellhop for a new one: <code>npx bellhop admin password</code>
      </Text>
    </WelcomeCard>
  )
}
