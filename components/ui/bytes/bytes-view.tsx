'use client'

import { Pagination, SegmentedControl, TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { type KeyboardEvent, type ReactNode, useMemo, useRef, useState } from 'react'
import { hexDump, showBytes } from '#lib/livechat/show-bytes.ts'
import { usePrinting } from '../use-printing.ts'
import classes from './bytes-view.module.css'
import { MOST_FOUND } from './find-all.ts'
import { FormTable } from './form-table.tsx'
import { type Pretty, prettyBody } from './pretty.ts'
import { RawActions } from './raw-actions.tsx'
import { useFind } from './use-find.ts'
import { useParts } from './use-parts.ts'

const VIEWS = { pretty: 'Pretty', raw: 'Raw', hex: 'Hex' } as const
type View = keyof typeof VIEWS

/** Shorter bodies are seen at a glance. */
const FOUND_FROM = 400

/** No link goes through a part of a whole: what is not all here is shown raw. */
const TOO_LONG: Pretty = { kind: 'none', why: 'too long to be laid out, so it is shown raw' }

type Props = {
  base64: string
  size?: number
  charset: string
  /** Says what it is: JSON, XML and HTML are laid out, a form is a table. */
  contentType?: string | null
  label: string
  /** What can be laid out is, at first. */
  prefersPretty?: boolean
  /** Where all bytes are: to download, and to show what is not here. */
  source?: string
}

/**
 * Exact bytes, given as base64: raw with everything odd escaped, laid out by their type, or as hex. Never as markup, and never
 * more at once than a page bears.
 * @param size how many bytes there are in all, when base64 is only their beginning.
 */
export function BytesView(props: Props) {
  const { charset, contentType = null, label, prefersPretty = false, source } = props
  const [chosen, setChosen] = useState<View | null>(null)
  const size = Math.max(props.size ?? 0, sizeOf(props.base64))
  const parts = useParts({ base64: props.base64, size, ...(source !== undefined && { source }) })
  const { part, count, isWhole } = parts
  const plain = useMemo(() => showBytes(part, charset, { keepLines: true }), [part, charset])
  const isOnePart = isWhole && count === 1
  const pretty = useMemo(
    () => (isOnePart ? prettyBody(plain, contentType) : TOO_LONG),
    [plain, contentType, isOnePart],
  )
  const canBePretty = pretty.kind !== 'none'
  const view = canBePretty || chosen === 'hex' ? (chosen ?? (prefersPretty ? 'pretty' : 'raw')) : 'raw'
  const text = useMemo(() => {
    if (view === 'hex') return hexDump(part)
    return view === 'pretty' && pretty.kind === 'text' ? pretty.text : plain
  }, [view, part, pretty, plain])
  if (size === 0) return <p className={classes.none}>{label} is empty.</p>
  const isForm = view === 'pretty' && pretty.kind === 'form'
  return (
    <TextWithFind
      text={isForm ? null : text}
      label={label}
      instead={isForm && <FormTable bytes={part} charset={charset} label={label} />}
      before={
        <>
          <SegmentedControl
            aria-label={`Show ${label} as`}
            value={view}
            onChange={(value) => setChosen(value as View)} // the control has no other values
            data={Object.entries(VIEWS)
              .filter(([value]) => value !== 'pretty' || canBePretty)
              .map(([value, name]) => ({ value, label: name }))}
          />
          <span className={classes.size}>
            {size.toLocaleString('en-US')} B, {charset}
            {pretty.kind === 'none' && pretty.why !== null && `; ${pretty.why}`}
          </span>
        </>
      }
      after={
        <RawActions what={label.toLowerCase()} charset={charset} source={source} read={parts.fetchAll} />
      }
      below={<Parts parts={parts} size={size} label={label} isThere={source !== undefined} />}
    />
  )
}

const sizeOf = (base64: string) =>
  (base64.length / 4) * 3 - (base64.endsWith('==') ? 2 : base64.endsWith('=') ? 1 : 0)

/** Which part of many is shown, and the way to the others. */
function Parts(props: {
  parts: ReturnType<typeof useParts>
  size: number
  label: string
  /** The other parts can be had. */
  isThere: boolean
}) {
  const { parts, size, label, isThere } = props
  const { at, offset, part, count, isWhole, problem, isFetching } = parts
  if (isWhole && count === 1) return null
  const number = (value: number) => value.toLocaleString('en-US')
  return (
    <div className={classes.parts}>
      <span>
        Bytes {number(offset + 1)} to {number(offset + part.length)} of {number(size)}
      </span>
      {(isThere || isWhole) && (
        <nav aria-label={`Parts of ${label.toLowerCase()}`}>
          <Pagination
            size="sm"
            total={count}
            value={at + 1}
            onChange={(value) => parts.goTo(value - 1)}
            disabled={isFetching}
            getItemProps={(page) => ({ 'aria-label': `Part ${page}` })}
            getControlProps={(control) => ({ 'aria-label': `To the ${control} part` })}
          />
        </nav>
      )}
      {problem !== null && <span role="alert">The rest could not be read: {problem}</span>}
    </div>
  )
}

/** A text in which one can find; or what is shown in its place. */
function TextWithFind(props: {
  text: string | null
  label: string
  before: ReactNode
  after: ReactNode
  below: ReactNode
  instead: ReactNode
}) {
  const { text, label, before, after, below, instead } = props
  const [wanted, setWanted] = useState('')
  const shown = useRef<HTMLPreElement>(null)
  const found = useFind(shown, text ?? '', wanted)
  const isPrinting = usePrinting() !== null
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key === 'Escape') {
      setWanted('')
      event.currentTarget.blur()
    }
    if (event.key !== 'Enter') return
    event.preventDefault()
    found.goOn(event.shiftKey ? -1 : 1)
  }
  return (
    <div>
      <div className={classes.bar}>
        {before}
        {text !== null && text.length >= FOUND_FROM && (
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
        {!isPrinting && after}
      </div>
      {text === null ? (
        instead
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
        <pre ref={shown} className={classes.bytes} tabIndex={0}>
          {text}
        </pre>
      )}
      {below}
    </div>
  )
}

const sayFound = (count: number) => (count === MOST_FOUND ? `${MOST_FOUND}+` : String(count))
