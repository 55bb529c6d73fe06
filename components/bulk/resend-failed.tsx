'use client'

import { Button } from '@mantine/core'
import { IconRefresh } from '@tabler/icons-react'
import { useState } from 'react'
import type { BulkActions } from './bulk-actions.ts'
import { BulkDialog } from './bulk-dialog.tsx'

/** Sends again what an endpoint failed to take. */
export function ResendFailedOf({ endpointId, actions }: { endpointId: string; actions: BulkActions }) {
  const [isAsked, setAsked] = useState(false)
  return (
    <>
      <Button variant="default" leftSection={<IconRefresh size={16} />} onClick={() => setAsked(true)}>
        Resend what failed…
      </Button>
      <BulkDialog
        title="Resend what failed"
        scope={isAsked ? { kind: 'resend', filters: { endpointId: [endpointId], status: ['failed'] } } : null}
        onClose={() => setAsked(false)}
        actions={actions}
      />
    </>
  )
}
