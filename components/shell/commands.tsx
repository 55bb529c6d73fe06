'use client'

import { useHotkeys } from '@mantine/hooks'
import dynamic from 'next/dynamic'
import { useRouter } from 'next/navigation'
import { useEffect, useEffectEvent, useState } from 'react'
import type { FindPlaces } from '#components/palette/use-find.ts'
import { bindKeys } from './keys/key-list.ts'
import { useKey } from './keys/use-key.ts'
import { useKeyListener } from './keys/use-key-listener.ts'
import { PLACES } from './navigation.ts'

// Pages do not carry them. The palette is fetched behind the page: what is typed right after its key is meant for it.
const loadPalette = () => import('#components/palette/palette.tsx')
const Palette = dynamic(() => loadPalette().then((file) => file.Palette), { ssr: false })
const KeysDialog = dynamic(() => import('./keys/keys-dialog.tsx').then((file) => file.KeysDialog), {
  ssr: false,
})

type Dialog = 'palette' | 'keys'

/** The palette itself may be on its way out still, and be wanted again. */
const OTHER_DIALOG = '[aria-modal="true"]:not(:has([data-palette]))'

/** Which of the two dialogs is open, and which have ever been. */
export function useCommandDialogs() {
  const [open, setOpen] = useState<Dialog | null>(null)
  const [opened, setOpened] = useState<Dialog[]>([])
  const show = (dialog: Dialog) => {
    setOpened([...opened, dialog])
    setOpen(dialog)
  }
  return {
    open,
    wasOpened: (dialog: Dialog) => opened.includes(dialog),
    showPalette: () => show('palette'),
    showKeys: () => show('keys'),
    /** Closes this one; the other may have taken its place. */
    close: (dialog: Dialog) => setOpen((now) => (now === dialog ? null : now)),
  }
}

/** What is there on every page: the palette, the keys and the dialog that lists them. */
export function Commands({
  dialogs,
  find,
}: {
  dialogs: ReturnType<typeof useCommandDialogs>
  find: FindPlaces
}) {
  const { open, wasOpened, showPalette, showKeys, close } = dialogs
  useKeyListener()
  useEffect(() => {
    loadPalette()
  }, [])
  useKey({ keys: '?', label: 'Show the keys', group: 'Anywhere', run: showKeys })
  usePlaceKeys()
  // With its modifier it works while one types as well.
  useHotkeys([['mod+K', () => (document.querySelector(OTHER_DIALOG) ? null : showPalette())]], [], true)
  return (
    <>
      {wasOpened('palette') && (
        <Palette
          isOpen={open === 'palette'}
          onClose={() => close('palette')}
          find={find}
          showKeys={showKeys}
        />
      )}
      {wasOpened('keys') && <KeysDialog isOpen={open === 'keys'} onClose={() => close('keys')} />}
    </>
  )
}

function usePlaceKeys(): void {
  const router = useRouter()
  const go = useEffectEvent((href: string) => router.push(href))
  useEffect(
    () =>
      bindKeys(
        PLACES.map(({ key, label, href }) => ({
          keys: `g ${key}`,
          label,
          group: 'Go to',
          run: () => go(href),
        })),
      ),
    [],
  )
}
