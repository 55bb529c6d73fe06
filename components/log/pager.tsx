'use client'

import { Button, Group } from '@mantine/core'
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react'
import Link, { useLinkStatus } from 'next/link'

type Href = Parameters<typeof Link>[0]['href']

/** A way to another page; without `href` there is none that way. */
export type Turning = { label: string; href: Href | null }

/** To the page before or after, in the order of the list. Nothing is counted: a log has no last page worth going to. */
export function Pager({ before, after }: { before: Turning; after: Turning }) {
  if (!before.href && !after.href) return null
  return (
    <Group gap="xs" justify="flex-end" p="md">
      <Turn {...before} icon={{ leftSection: <IconChevronLeft size={16} /> }} />
      <Turn {...after} icon={{ rightSection: <IconChevronRight size={16} /> }} />
    </Group>
  )
}

function Turn({ label, href, icon }: Turning & { icon: object }) {
  if (!href) {
    return (
      <Button variant="default" disabled {...icon}>
        {label}
      </Button>
    )
  }
  return (
    <Button component={Link} href={href} variant="default" {...icon}>
      <Label>{label}</Label>
    </Button>
  )
}

/** Dimmed while the page that it leads to is being read. */
function Label({ children }: { children: string }) {
  const { pending } = useLinkStatus()
  return <span style={{ opacity: pending ? 0.5 : undefined }}>{pending ? 'Reading…' : children}</span>
}
