'use client'

import { Select } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { SINCE_OPTIONS } from '#components/log/since.ts'
import type { GivenScope } from '#lib/bulk/scope.ts'
import type { BulkActions } from './bulk-actions.ts'
import { BulkDialog } from './bulk-dialog.tsx'

const BOUNDED = SINCE_OPTIONS.filter((option) => option.value !== '')

type Props = {
  title: string
  endpointId: string
  /** Which of the events that are mapped to the endpoint, beside their time. */
  filters: Omit<Extract<GivenScope, { kind: 'replay' }>['filters'], 'since' | 'until'>
  /** How far back it looks at first; '' is any time, and offered only then: all of a log may be too much to count. */
  firstSince: string
  /** Above the fields. */
  children?: ReactNode
  isOpen: boolean
  onClose: () => void
  actions: BulkActions
}

/** Asks how far back, shows which events an endpoint never got since then, and brings them there. */
export function ReplayDialog(props: Props) {
  const { title, endpointId, filters, firstSince, children, isOpen, onClose, actions } = props
  const [since, setSince] = useState(firstSince)
  const time = since === '' ? {} : { since }
  return (
    <BulkDialog
      title={title}
      scope={isOpen ? { kind: 'replay', endpointId, filters: { ...filters, ...time } } : null}
      onClose={onClose}
      actions={actions}
    >
      {children}
      <Select
        label="Received"
        w={160}
        data={firstSince === '' ? SINCE_OPTIONS : BOUNDED}
        value={since}
        onChange={(value) => setSince(value ?? firstSince)}
        allowDeselect={false}
      />
    </BulkDialog>
  )
}
