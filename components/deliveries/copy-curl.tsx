'use client'

import { Button } from '@mantine/core'
import { IconCheck, IconCopy } from '@tabler/icons-react'
import { useCopy } from '#components/ui/use-copy.ts'
import { asCurl } from './as-curl.ts'
import type { ShownAttempt } from './shown.ts'

const LABELS = { copied: 'Copied', 'not copied': 'The browser does not copy' }

/** Copies an attempt as a command for bash. Secrets stay masked. */
export function CopyCurl({ attempt }: { attempt: ShownAttempt }) {
  const { copy, outcome } = useCopy()
  const command = () => {
    const { base64, size } = attempt.requestBody
    const bytes = atob(base64)
    return asCurl(attempt, bytes.length < size ? null : bytes)
  }
  return (
    <Button
      variant="default"
      flex="none"
      onClick={() => copy(command())}
      leftSection={outcome === 'copied' ? <IconCheck size={14} /> : <IconCopy size={14} />}
    >
      {outcome ? LABELS[outcome] : 'Copy as cURL'}
    </Button>
  )
}
