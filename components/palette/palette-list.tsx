'use client'

import { Button } from '@mantine/core'
import { Spotlight } from '@mantine/spotlight'
import { useEffect, useRef } from 'react'
import type { Entry } from './entries.ts'
import classes from './palette.module.css'
import type { Lines } from './use-lines.ts'

/** The id of a line's element, by its place in the list. */
export const optionId = (listId: string, at: number) => `${listId}-${at}`

/** The lines in their groups, and in words what came of asking the server. */
export function PaletteList({
  listId,
  lines,
  onGo,
}: {
  listId: string
  lines: Lines
  onGo: (entry: Entry) => void
}) {
  const { entries, selected } = lines
  const groups = [...Map.groupBy(entries, ({ group }) => group)]
  return (
    <Spotlight.ActionsList className={classes.list}>
      <Outcome lines={lines} />
      <div id={listId} role="listbox" aria-label="Where to">
        {groups.map(([group, of]) => (
          <fieldset key={group} className={classes.group} aria-labelledby={`${listId}-${group}`}>
            <div id={`${listId}-${group}`} className={classes.heading}>
              {group}
            </div>
            {of.map((entry) => (
              <Option
                key={entry.id}
                id={optionId(listId, entries.indexOf(entry))}
                entry={entry}
                isSelected={entry === selected}
                onGo={onGo}
              />
            ))}
          </fieldset>
        ))}
      </div>
    </Spotlight.ActionsList>
  )
}

function Outcome({ lines: { failure, isAsking, isNothingFound, askAgain } }: { lines: Lines }) {
  if (failure !== null) {
    return (
      <div role="alert" className={classes.note}>
        {failure}{' '}
        <Button size="compact-xs" variant="default" onClick={askAgain}>
          Try again
        </Button>
      </div>
    )
  }
  return (
    <div role="status" className={isAsking || isNothingFound ? classes.note : undefined}>
      {isAsking
        ? 'Looking…'
        : isNothingFound && 'Nothing has this in its name. The log can be searched for it.'}
    </div>
  )
}

function Option(props: { id: string; entry: Entry; isSelected: boolean; onGo: (entry: Entry) => void }) {
  const { id, entry, isSelected, onGo } = props
  const { icon: Icon, label, detail, isCode } = entry
  const element = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    if (isSelected) element.current?.scrollIntoView({ block: 'nearest' })
  }, [isSelected])
  return (
    <button
      type="button"
      // The field keeps the focus and hears the keys.
      tabIndex={-1}
      ref={element}
      id={id}
      role="option"
      aria-selected={isSelected}
      className={classes.option}
      onMouseDown={(event) => event.preventDefault()}
      onClick={() => onGo(entry)}
    >
      <Icon size={18} stroke={1.7} aria-hidden="true" className={classes.icon} />
      {isCode ? (
        <code className={classes.label}>{label}</code>
      ) : (
        <span className={classes.label}>{label}</span>
      )}
      {detail && <span className={classes.detail}>{detail}</span>}
    </button>
  )
}
