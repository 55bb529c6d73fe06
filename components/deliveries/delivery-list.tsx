'use client'

import type { RowSelectionState } from '@tanstack/react-table'
import { useState } from 'react'
import type { BulkActions } from '#components/bulk/bulk-actions.ts'
import { ResendBar } from '#components/bulk/resend-bar.tsx'
import type { GivenScope } from '#lib/bulk/scope.ts'
import type { ListedDelivery } from '#lib/delivery-log/types.ts'
import { DeliveryTable } from './delivery-table.tsx'

type Props = {
  rows: ListedDelivery[]
  filters: Extract<GivenScope, { kind: 'resend' }>['filters']
  isNarrowed: boolean
  actions: BulkActions
}

/** A page of deliveries that can be chosen, and sent again. What is chosen stays so from page to page. */
export function DeliveryList({ rows, filters, isNarrowed, actions }: Props) {
  const [chosen, setChosen] = useState<RowSelectionState>({})
  return (
    <>
      <ResendBar
        filters={filters}
        isNarrowed={isNarrowed}
        chosen={Object.keys(chosen)}
        onClear={() => setChosen({})}
        actions={actions}
      />
      <DeliveryTable rows={rows} selection={{ chosen, onChange: setChosen }} />
    </>
  )
}
