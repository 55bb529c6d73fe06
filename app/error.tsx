'use client'

import { WelcomeCard } from '#components/auth/welcome-card.tsx'
import { Failure } from '#components/ui/failure.tsx'

export default function PageError({ reset }: { error: Error; reset: () => void }) {
  return (
    <WelcomeCard title="Bellhop">
      <Failure
        title="This page could not be shown"
        reason="The server could not answer. Its log says why."
        retry={reset}
      />
    </WelcomeCard>
  )
}
