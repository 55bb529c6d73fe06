'use client'

import { SegmentedControl } from '@mantine/core'
import { useMemo, useState } from 'react'
import { hexDump, showBytes } from '#lib/livechat/show-bytes.ts'
import classes from './bytes-view.module.css'
import { CopyButton } from './copy-button.tsx'

const VIEWS = { text: 'Text', hex: 'Hex' } as const
type View = keyof typeof VIEWS

function fromBase64(base64: string): Uint8Array {
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))
}

/**
 * Exact bytes, given as base64: as text with everything odd escaped, or as hex. Never as markup.
 * @param size how many bytes there are in all, when base64 is only their beginning.
 */
export function BytesView({
  base64,
  size,
  charset,
  label,
}: {
  base64: string
  size?: number
  charset: string
  label: string
}) {
  const [view, setView] = useState<View>('text')
  const bytes = useMemo(() => fromBase64(base64), [base64])
  const text = useMemo(
    () => (view === 'text' ? showBytes(bytes, charset, { keepLines: true }) : hexDump(bytes)),
    [view, bytes, charset],
  )
  const all = size ?? bytes.length
  if (bytes.length === 0) return <p className={classes.none}>{label} is empty.</p>
  return (
    <div>
      <div className={classes.bar}>
        <SegmentedControl
          aria-label={`Show ${label} as`}
          value={view}
          onChange={(value) => setView(value as View)} // the control has no other values
          data={Object.entries(VIEWS).map(([value, name]) => ({ value, label: name }))}
        />
        <span className={classes.size}>
          {all.toLocaleString('en-US')} B, {charset}
          {all > bytes.length && `; the first ${Math.round(bytes.length / 1024)} KB are shown`}
        </span>
        <CopyButton value={text} what={label.toLowerCase()} />
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
      <pre className={classes.bytes} tabIndex={0}>
        {text}
      </pre>
    </div>
  )
}
