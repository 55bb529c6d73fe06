'use client'

import { Button, Group } from '@mantine/core'
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react'
import Link from 'next/link'

type Href = Parameters<typeof Link>[0]['href']

/** To the page before or after. Nothing is counted: a log has no last page worth going to. */
export function Pager({
  newer,
  older,
  labels = { newer: 'Newer', older: 'Older' },
}: {
  newer: Href | null
  older: Href | null
  labels?: { newer: string; older: string }
}) {
  if (!newer && !older) return null
  return (
    <Group gap="xs" justify="flex-end" p="md">
      {newer ? (
        <Button component={Link} href={newer} variant="default" leftSection={<IconChevronLeft size={16} />}>
          {labels.newer}
        </Button>
      ) : (
        <Button variant="default" disabled leftSection={<IconChevronLeft size={16} />}>
          {labels.newer}
        </Button>
      )}
      {older ? (
        <Button component={Link} href={older} variant="default" rightSection={<IconChevronRight size={16} />}>
          {labels.older}
        </Button>
      ) : (
        <Button variant="default" disabled rightSection={<IconChevronRight size={16} />}>
          {labels.older}
        </Button>
      )}
    </Group>
  )
}
