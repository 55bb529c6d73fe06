'use client'

import { Modal, Switch } from '@mantine/core'
import { Fragment } from 'react'
import { type BoundKey, useKeyList } from './key-list.ts'
import { isCharacter, partsOf } from './key-press.ts'
import { setKeysOn, useKeysOn } from './key-setting.ts'
import classes from './keys.module.css'

/** What is called otherwise on a keyboard. */
const NAMES: Record<string, string> = { Escape: 'Esc', ' ': 'Space', ArrowUp: '↑', ArrowDown: '↓' }

function byGroup(keys: readonly BoundKey[]): Map<string, BoundKey[]> {
  // A key that two parts have bound does what the later one says.
  const holding = keys.filter((key, at) => !keys.slice(at + 1).some((later) => later.keys === key.keys))
  return Map.groupBy(holding, ({ group }) => group)
}

/** The keys of this page, and the switch that turns single keys off. */
export function KeysDialog({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const keys = useKeyList()
  const areOn = useKeysOn()
  return (
    <Modal
      opened={isOpen}
      onClose={onClose}
      title="Keys"
      size={560}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <div className={classes.groups}>
        {[...byGroup(keys)].map(([group, of]) => (
          <section key={group} className={classes.group} aria-label={group}>
            <h3 className={classes.heading}>{group}</h3>
            <dl className={classes.keys}>
              {of.map((key) => (
                <KeyRow key={key.keys} of={key} isOff={!areOn && partsOf(key.keys).every(isCharacter)} />
              ))}
              {group === 'Anywhere' && <JumpRow />}
            </dl>
          </section>
        ))}
      </div>
      <Switch
        mt="md"
        label="Single keys"
        description="Off, only keys with Ctrl or ⌘ work. Kept in this browser."
        checked={areOn}
        onChange={(event) => setKeysOn(event.currentTarget.checked)}
      />
    </Modal>
  )
}

function KeyRow({ of: { keys, label }, isOff }: { of: BoundKey; isOff: boolean }) {
  return (
    <div className={classes.row} data-off={isOff || undefined}>
      <dt>
        {partsOf(keys).map((key, at) => (
          <Fragment key={key}>
            {at > 0 && ' then '}
            <kbd className={classes.key}>{NAMES[key] ?? key}</kbd>
          </Fragment>
        ))}
      </dt>
      <dd>{label}</dd>
    </div>
  )
}

/** It has a modifier, so that it is none of the single keys. */
function JumpRow() {
  return (
    <div className={classes.row}>
      <dt>
        <kbd className={classes.key}>Ctrl</kbd> or <kbd className={classes.key}>⌘</kbd>{' '}
        <kbd className={classes.key}>K</kbd>
      </dt>
      <dd>Jump to a place, or do something</dd>
    </div>
  )
}
