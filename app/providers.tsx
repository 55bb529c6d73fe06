'use client'

import { MantineProvider } from '@mantine/core'
import { ModalsProvider } from '@mantine/modals'
import { Notifications } from '@mantine/notifications'
import { NuqsAdapter } from 'nuqs/adapters/next/app'
import { type ReactNode, useState } from 'react'
import { cssVariables, theme } from '#components/theme.ts'

declare global {
  var __webpack_nonce__: string | undefined
}

/** What every page stands in: theme, dialogs, notes, state in the URL. */
export function Providers({ nonce: given, children }: { nonce: string; children: ReactNode }) {
  // A refresh brings a new nonce, but the document keeps the policy, and so the nonce, that it was loaded with.
  const [nonce] = useState(() => {
    // The scroll lock of dialogs writes a style element and looks for its nonce here.
    if (typeof window !== 'undefined') globalThis.__webpack_nonce__ = given
    return given
  })
  return (
    <MantineProvider theme={theme} cssVariablesResolver={cssVariables} defaultColorScheme="auto" getStyleNonce={() => nonce}>
      <NuqsAdapter>
        <ModalsProvider>{children}</ModalsProvider>
      </NuqsAdapter>
      <Notifications position="bottom-right" />
    </MantineProvider>
  )
}
