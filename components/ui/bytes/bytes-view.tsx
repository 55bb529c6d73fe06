'use client'

import { SegmentedControl, TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { type KeyboardEvent, useMemo, useRef, useState } from 'react'
import { hexDump, showBytes } from '#lib/livechat/show-bytes.ts'
import { CopyButton } from '../copy-button.tsx'
import classes from './bytes-view.module.css'
import { MOST_FOUND } from './find-all.ts'
import { prettyJson } from './pretty.ts'
import { useFind } from './use-find.ts'

const VIEWS = { pretty: 'Pretty', text: 'Text', hex: 'Hex' } as const
type View = keyof typeof VIEWS

/** Shorter bodies are seen at a glance. */
const FOUND_FROM = 400

function fromBase64(base64: string): Uint8Array {
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))
}

const sayFound = (count: number) => (count === MOST_FOUND ? `${MOST_FOUND}+` : String(count))

/**
 * Exact bytes, given as base64: as text with everything odd escaped, JSON line by line, or as hex. Never as markup.
 * @param size how many bytes there are in all, when base64 is only their beginning.
 */
export function BytesView({
  base64,
  size,
  charset,
  label,
  prefersPretty = false,
}: {
  base64: string
  size?: number
  charset: string
  label: string
  /** JSON is shown line by line at first. */
  prefersPretty?: boolean
}) {
  const [chosen, setChosen] = useState<View | null>(null)
  const [wanted, setWanted] = useState('')
  const shown = useRef<HTMLPreElement>(null)
  const bytes = useMemo(() => fromBase64(base64), [base64])
  const plain = useMemo(() => showBytes(bytes, charset, { keepLines: true }), [bytes, charset])
  const pretty = useMemo(() => prettyJson(plain), [plain])
  const view = chosen ?? (prefersPretty && pretty !== null ? 'pretty' : 'text')
  const text = useMemo(
    () => (view === 'hex' ? hexDump(bytes) : view === 'pretty' ? (pretty ?? plain) : plain),
    [view, bytes, plain, pretty],
  )
  const found = useFind(shown, text, wanted)
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key === 'Escape') {
      setWanted('')
      event.currentTarget.blur()
    }
    if (event.key !== 'Enter') return
    event.preventDefault()
    found.goOn(event.shiftKey ? -1 : 1)
  }
  const all = size ?? bytes.length
  if (bytes.length === 0) return <p className={classes.none}>{label} is empty.</p>
  return (
    <div>
      <div className={classes.bar}>
        <SegmentedControl
          aria-label={`Show ${label} as`}
          value={view}
          onChange={(value) => setChosen(value as View)} // the control has no other values
          data={Object.entries(VIEWS)
            .filter(([value]) => value !== 'pretty' || pretty !== null)
            .map(([value, name]) => ({ value, label: name }))}
        />
        <span className={classes.size}>
          {all.toLocaleString('en-US')} B, {charset}
          {all > bytes.length && `; the first ${Math.round(bytes.length / 1024)} KB are shown`}
        </span>
        {text.length >= FOUND_FROM && (
          <TextInput
            className={classes.find}
            placeholder="Find"
            aria-label={`Find in ${label.toLowerCase()}`}
            leftSection={<IconSearch size={14} aria-hidden="true" />}
            rightSection={wanted !== '' && <span className={classes.count}>{sayFound(found.count)}</span>}
            rightSectionWidth={52}
            value={wanted}
            onChange={(event) => setWanted(event.currentTarget.value)}
            onKeyDown={onKeyDown}
          />
        )}
        <CopyButton value={text} what={label.toLowerCase()} />
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
      <pre ref={shown} className={classes.bytes} tabIndex={0}>
        {text}
      </pre>
    </div>
  )
}
