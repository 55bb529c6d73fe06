import { Anchor, Text } from '@mantine/core'
import type { Metadata } from 'next'
import { WelcomeCard } from '#components/auth/welcome-card.tsx'

export const metadata: Metadata = { title: 'Not found' }

export default function NotFound() {
  return (
    <WelcomeCard title="There is nothing here">
      <Text mb="sm">The address is wrong, or what it showed was removed.</Text>
      <Anchor href="/deliveries">Go to the deliveries</Anchor>
    </WelcomeCard>
  )
}
