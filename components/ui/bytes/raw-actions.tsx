'use client'

import { ActionIcon, Tooltip } from '@mantine/core'
import { IconCheck, IconCopy, IconDownload, IconX } from '@tabler/icons-react'
import { useState } from 'react'
import { useCopy } from '../use-copy.ts'
import classes from './bytes-view.module.css'
import { rawText } from './raw-text.ts'

/** Copies bytes as the text they are, whole, and saves them as a file; what cannot be copied is said. */
export function RawActions({
  what,
  charset,
  source,
  read,
}: {
  /** "response body" */
  what: string
  charset: string
  source?: string | undefined
  /** All bytes; null when they cannot be had, which is said elsewhere. */
  read: () => Promise<Uint8Array | null>
}) {
  const { copy, outcome } = useCopy()
  const [isNoText, setNoText] = useState(false)
  const copyRaw = async () => {
    const bytes = await read()
    const text = bytes && rawText(bytes, charset)
    setNoText(bytes !== null && text === null)
    if (text !== null) copy(text)
  }
  const label = outcome === null ? 'Copy raw' : outcome === 'copied' ? 'Copied' : 'The browser does not copy'
  const Icon = outcome === null ? IconCopy : outcome === 'copied' ? IconCheck : IconX
  return (
    <>
      <ActionIcon.Group>
        <Tooltip label={label}>
          <ActionIcon variant="default" onClick={copyRaw} aria-label={`Copy ${what} raw`}>
            <Icon size={16} aria-hidden="true" />
          </ActionIcon>
        </Tooltip>
        {source !== undefined && (
          <Tooltip label="Download; secrets stay masked">
            <ActionIcon
              variant="default"
              component="a"
              href={source}
              download
              aria-label={`Download ${what}`}
            >
              <IconDownload size={16} aria-hidden="true" />
            </ActionIcon>
          </Tooltip>
        )}
      </ActionIcon.Group>
      <span role="status" className={classes.said}>
        {isNoText &&
          `Not copied: these bytes are no text in ${charset}${source === undefined ? '.' : '. Download them.'}`}
      </span>
    </>
  )
}
