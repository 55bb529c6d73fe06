'use client'

import '@mantine/spotlight/styles.layer.css'
import { useComputedColorScheme, useMantineColorScheme } from '@mantine/core'
import { createSpotlight, Spotlight } from '@mantine/spotlight'
import { IconSearch } from '@tabler/icons-react'
import { useRouter } from 'next/navigation'
import { type KeyboardEvent, useEffect, useEffectEvent, useId, useState } from 'react'
import { signOut } from '#components/auth/auth-client.ts'
import type { Command, Entry } from './entries.ts'
import classes from './palette.module.css'
import { optionId, PaletteList } from './palette-list.tsx'
import type { FindPlaces } from './use-find.ts'
import { type Lines, useLines } from './use-lines.ts'

const [store, panel] = createSpotlight()

/** Where to go and what to do, by writing a part of its name. The keyboard alone is enough. */
export function Palette(props: {
  isOpen: boolean
  onClose: () => void
  find: FindPlaces
  showKeys: () => void
}) {
  const { isOpen, onClose, find, showKeys } = props
  const router = useRouter()
  const commands = useCommands(showKeys)
  const listId = useId()
  const [query, setQuery] = useState('')
  const lines = useLines(query, find)
  const { entries, selected } = lines
  useEffect(() => (isOpen ? panel.open() : panel.close()), [isOpen])

  const go = (entry: Entry) => {
    onClose()
    if ('href' in entry) router.push(entry.href)
    else commands[entry.command]()
  }
  const takeKey = useLineKeys(lines, go)

  return (
    <Spotlight.Root
      store={store}
      shortcut={null}
      query={query}
      onQueryChange={(written) => {
        setQuery(written)
        lines.choose(undefined)
      }}
      onSpotlightClose={onClose}
      overlayProps={{ backgroundOpacity: 0.35, blur: 0 }}
      transitionProps={{ duration: 120 }}
      title="Jump to"
      classNames={{ header: classes.title }}
      radius="md"
    >
      <Spotlight.Search
        size="md"
        placeholder="A place, licence, URL, id, agent or deed"
        aria-label="Jump to"
        data-palette=""
        leftSection={<IconSearch size={18} aria-hidden="true" />}
        maxLength={300}
        role="combobox"
        aria-expanded
        aria-controls={listId}
        aria-autocomplete="list"
        aria-activedescendant={selected && optionId(listId, entries.indexOf(selected))}
        onKeyDown={takeKey}
      />
      <PaletteList listId={listId} lines={lines} onGo={go} />
      <Spotlight.Footer className={classes.footer}>
        <span>
          <kbd>↑</kbd> <kbd>↓</kbd> choose
        </span>
        <span>
          <kbd>Enter</kbd> go
        </span>
        <span>
          <kbd>Esc</kbd> close
        </span>
      </Spotlight.Footer>
    </Spotlight.Root>
  )
}

/**
 * Arrows choose a line, Enter goes there. Pressed before the server has answered it means the first line of the
 * answer, not of what was there before.
 */
function useLineKeys(lines: Lines, go: (entry: Entry) => void) {
  const { entries, selected, isChosen, isAsking, failure, choose } = lines
  const [isAwaited, setIsAwaited] = useState(false)
  const arrive = useEffectEvent(() => {
    setIsAwaited(false)
    if (selected && failure === null) go(selected)
  })
  useEffect(() => {
    if (isAwaited && !isAsking) arrive()
  }, [isAwaited, isAsking])

  return (event: KeyboardEvent) => {
    setIsAwaited(false)
    const at = selected ? entries.indexOf(selected) : -1
    if (event.key === 'ArrowDown') choose(entries[(at + 1) % entries.length])
    if (event.key === 'ArrowUp') choose(entries.at(at - 1))
    if (event.key !== 'Enter' || event.nativeEvent.isComposing) return
    if (isAsking && !isChosen) setIsAwaited(true)
    else if (selected) go(selected)
  }
}

function useCommands(showKeys: () => void): Record<Command, () => void> {
  const { setColorScheme } = useMantineColorScheme()
  const scheme = useComputedColorScheme('light')
  return {
    'log out': signOut,
    'switch the theme': () => setColorScheme(scheme === 'dark' ? 'light' : 'dark'),
    'show the keys': showKeys,
  }
}
