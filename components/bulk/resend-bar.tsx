'use client'

import { Button } from '@mantine/core'
import { IconRefresh } from '@tabler/icons-react'
import dynamic from 'next/dynamic'
import { useState } from 'react'
import type { PauseActions } from '#components/endpoints/endpoint-actions.ts'
import { LOG_KEYS } from '#components/log/log-keys.ts'
import { useKey } from '#components/shell/keys/use-key.ts'
import { MAX_NAMED } from '#lib/bulk/limits.ts'
import type { GivenScope } from '#lib/bulk/scope.ts'
import classes from './bulk.module.css'
import type { BulkActions } from './bulk-actions.ts'
import { sayDeliveries } from './say-run.ts'

// Most who look at a list send nothing again.
const BulkDialog = dynamic(() => import('./bulk-dialog.tsx').then((loaded) => loaded.BulkDialog), {
  ssr: false,
})

type Filters = Extract<GivenScope, { kind: 'resend' }>['filters']

type Props = {
  /** What the list is narrowed to. */
  filters: Filters
  isNarrowed: boolean
  /** Ids of the rows that are chosen. */
  chosen: string[]
  onClear: () => void
  actions: BulkActions & { turn: PauseActions }
}

/** Over a list of deliveries: sends the chosen ones again, or all that the filters leave. */
export function ResendBar({ filters, isNarrowed, chosen, onClear, actions }: Props) {
  const [asked, setAsked] = useState<'chosen' | 'all' | null>(null)
  const [wasAsked, setWasAsked] = useState(false)
  if (asked !== null && !wasAsked) setWasAsked(true)
  const scope: Record<'chosen' | 'all', GivenScope> = {
    chosen: { kind: 'resend', filters: { ids: chosen } },
    all: { kind: 'resend', filters },
  }
  const isTooMany = chosen.length > MAX_NAMED
  const isOff = chosen.length > 0 ? isTooMany : !isNarrowed
  const askByKey = () => setAsked(chosen.length > 0 ? 'chosen' : 'all')
  useKey({
    keys: 'R',
    label: 'Resend the chosen rows, or all that match',
    group: LOG_KEYS,
    isOff,
    run: askByKey,
  })
  if (chosen.length === 0 && !isNarrowed) return null
  return (
    <div className={classes.selection} data-chosen={chosen.length > 0 || undefined}>
      {chosen.length > 0 && (
        <>
          <strong>{chosen.length} chosen</strong>
          <Button
            leftSection={<IconRefresh size={16} />}
            disabled={isTooMany}
            onClick={() => setAsked('chosen')}
          >
            Resend {sayDeliveries(chosen.length)}…
          </Button>
          <Button variant="subtle" onClick={onClear}>
            Choose none
          </Button>
          {isTooMany && <span className={classes.warning}>At most {MAX_NAMED}: take a filter instead.</span>}
        </>
      )}
      <Button
        variant="default"
        leftSection={<IconRefresh size={16} />}
        onClick={() => setAsked('all')}
        className={classes.all}
      >
        {isNarrowed ? 'Resend all that match…' : 'Resend all…'}
      </Button>
      {wasAsked && (
        <BulkDialog
          title={asked === 'chosen' ? 'Resend the chosen deliveries' : 'Resend all that match'}
          scope={asked && scope[asked]}
          onClose={() => setAsked(null)}
          actions={actions}
          turn={actions.turn}
        />
      )}
    </div>
  )
}
