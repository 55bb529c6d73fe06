import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { LoginForm } from '#components/auth/login-form.tsx'
import { WelcomeCard } from '#components/auth/welcome-card.tsx'
import { readSession } from '#lib/auth/require-session.ts'

export const metadata: Metadata = { title: 'Log in' }

export default async function LoginPage() {
  if (await readSession()) redirect('/deliveries')
  return (
    <WelcomeCard title="Log in to Bellhop">
      <LoginForm />
    </WelcomeCard>
  )
}
