'use client'

import { Anchor, type AnchorProps } from '@mantine/core'
import Link from 'next/link'
import type { ReactNode } from 'react'

/** A link to a place of the console; server components can use it, which cannot hand Mantine a component. */
export function TextLink(props: AnchorProps & { href: string; prefetch?: false; children: ReactNode }) {
  return <Anchor component={Link} inherit {...props} />
}
