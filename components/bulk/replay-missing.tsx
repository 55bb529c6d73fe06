'use client'

import { Button } from '@mantine/core'
import { IconHistory } from '@tabler/icons-react'
import { useState } from 'react'
import type { BulkActions } from './bulk-actions.ts'
import { ReplayDialog } from './replay-dialog.tsx'

const DEFAULT_SINCE = '24h'

/** Brings an endpoint the events that are mapped to it now and never got there: it was mapped later, or its mapping was wrong. */
export function ReplayMissing({ endpointId, actions }: { endpointId: string; actions: BulkActions }) {
  const [isAsked, setAsked] = useState(false)
  return (
    <>
      <Button variant="default" leftSection={<IconHistory size={16} />} onClick={() => setAsked(true)}>
        Replay missing…
      </Button>
      <ReplayDialog
        title="Replay what this endpoint never got"
        endpointId={endpointId}
        filters={{}}
        firstSince={DEFAULT_SINCE}
        isOpen={isAsked}
        onClose={() => setAsked(false)}
        actions={actions}
      />
    </>
  )
}
