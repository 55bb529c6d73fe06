'use client'

import { MantineProvider } from '@mantine/core'
import { Notifications } from '@mantine/notifications'
import { NuqsAdapter } from 'nuqs/adapters/next/app'
import { useState } from 'react'
import { cssVariablesResolver, theme } from '#components/theme.ts'

declare global {
  var __webpack_nonce__: string | undefined
}

/**
 * What every page stands in. The nonce of the first page load is kept: the document's policy does not change
 * when a refresh brings the layout a newer one.
 */
export function Providers({ nonce: given, children }: { nonce: string; children: React.ReactNode }) {
  const [nonce] = useState(() => {
    // The scroll lock of modals adds its style with this nonce.
    if (typeof window !== 'undefined') globalThis.__webpack_nonce__ = given
    return given
  })
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={cssVariablesResolver}
      defaultColorScheme="auto"
      getStyleNonce={() => nonce}
    >
      <NuqsAdapter>{children}</NuqsAdapter>
      {/* What is put into it is read out; it is there before. */}
      <Notifications position="bottom-right" aria-live="polite" />
    </MantineProvider>
  )
}
