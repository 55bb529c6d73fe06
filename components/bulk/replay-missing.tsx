'use client'

import { Button, Select } from '@mantine/core'
import { IconHistory } from '@tabler/icons-react'
import { useState } from 'react'
import { SINCE_OPTIONS } from '#components/log/since.ts'
import type { BulkActions } from './bulk-actions.ts'
import { BulkDialog } from './bulk-dialog.tsx'

const SINCE = SINCE_OPTIONS.filter((option) => option.value !== '')
const DEFAULT_SINCE = '24h'

/** Brings an endpoint the events that are mapped to it now and never got there: it was mapped later, or its mapping was wrong. */
export function ReplayMissing({ endpointId, actions }: { endpointId: string; actions: BulkActions }) {
  const [isAsked, setAsked] = useState(false)
  const [since, setSince] = useState(DEFAULT_SINCE)
  return (
    <>
      <Button variant="default" leftSection={<IconHistory size={16} />} onClick={() => setAsked(true)}>
        Replay missing…
      </Button>
      <BulkDialog
        title="Replay what this endpoint never got"
        scope={isAsked ? { kind: 'replay', endpointId, filters: { since } } : null}
        onClose={() => setAsked(false)}
        actions={actions}
      >
        <Select
          label="Events of the"
          w={160}
          data={SINCE}
          value={since}
          onChange={(value) => setSince(value ?? DEFAULT_SINCE)}
          allowDeselect={false}
        />
      </BulkDialog>
    </>
  )
}
