import { Anchor, Text } from '@mantine/core'
import type { Metadata } from 'next'
import { SetupForm } from '#components/auth/setup-form.tsx'
import { WelcomeCard } from '#components/auth/welcome-card.tsx'
import { readSetupState } from '#lib/auth/setup-link.ts'
import { makeFirstAdmin } from './actions.ts'

export const metadata: Metadata = { title: 'First admin' }

export default async function SetupPage({ params }: PageProps<'/setup/[token]'>) {
  const { token } = await params
  const state = await readSetupState(token)
  if (state === 'open') {
    return (
      <WelcomeCard title="Make the first admin">
        <SetupForm token={token} makeFirstAdmin={makeFirstAdmin} />
      </WelcomeCard>
    )
  }
  return (
    <WelcomeCard title="This link does not work">
      <Text size="sm" mb="sm">
        {state === 'already set up' ? (
          'There is an admin already.'
        ) : (
          <>
            It was used, or it is older than 24 hours. Restart the server for a new one, or run{' '}
            <code>npx bellhop admin create you@example.com</code> there.
          </>
        )}
      </Text>
      <Anchor href="/login" size="sm">
        Go to the log-in
      </Anchor>
    </WelcomeCard>
  )
}
