'use client'

import { ActionIcon, Tooltip } from '@mantine/core'
import { IconCheck, IconCopy, IconX } from '@tabler/icons-react'
import { useCopy } from './use-copy.ts'

/** Copies a text; `what` names it ("the response body"). */
export function CopyButton({ value, what }: { value: string; what: string }) {
  const { copy, outcome } = useCopy()
  const label =
    outcome === null ? `Copy ${what}` : outcome === 'copied' ? 'Copied' : 'The browser does not copy'
  const Icon = outcome === null ? IconCopy : outcome === 'copied' ? IconCheck : IconX
  return (
    <Tooltip label={label}>
      <ActionIcon variant="default" onClick={() => copy(value)} aria-label={`Copy ${what}`}>
        <Icon size={16} aria-hidden="true" />
      </ActionIcon>
    </Tooltip>
  )
}
