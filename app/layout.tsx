import '@mantine/core/styles.layer.css'
import '@mantine/notifications/styles.layer.css'
import './globals.css'
import './print.css'
import { ColorSchemeScript, mantineHtmlProps } from '@mantine/core'
import type { Metadata, Viewport } from 'next'
import { headers } from 'next/headers'
import { Providers } from './providers.tsx'

export const metadata: Metadata = {
  title: { default: 'Bellhop', template: '%s · Bellhop' },
  description: 'Routes, delivers and shows the events of LIVECHAT servers.',
  robots: { index: false, follow: false },
}

export const viewport: Viewport = { width: 'device-width', initialScale: 1, colorScheme: 'light dark' }

export default async function RootLayout({ children }: { children: React.ReactNode }) {
  const nonce = (await headers()).get('x-nonce') ?? ''
  return (
    <html lang="en" {...mantineHtmlProps}>
      <head>
        <ColorSchemeScript nonce={nonce} defaultColorScheme="auto" />
      </head>
      <body>
        <Providers nonce={nonce}>{children}</Providers>
      </body>
    </html>
  )
}
