'use client'

import { Button } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useRouter } from 'next/navigation'
import { useTransition } from 'react'
import { EmptyState } from './empty-state.tsx'

/** What could not be read, in the place where it would stand. */
export function Failure({ title, reason, retry }: { title: string; reason: string; retry?: () => void }) {
  const router = useRouter()
  const [isTrying, startTrying] = useTransition()
  return (
    <div role="alert">
      <EmptyState icon={IconAlertTriangle} title={title}>
        <p style={{ margin: '0 0 12px' }}>{reason}</p>
        <Button
          variant="default"
          loading={isTrying}
          onClick={() => startTrying(() => (retry ?? router.refresh)())}
        >
          Try again
        </Button>
      </EmptyState>
    </div>
  )
}
