'use client'

import { Button, Drawer } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconFilter } from '@tabler/icons-react'
import type { FacetCounts } from '#lib/delivery-log/count-facets.ts'
import classes from './facets.module.css'
import { Facets } from './facets.tsx'

/** What the log is narrowed to by choosing, with how many there are of each; behind a button where there is no room. */
export function FacetRail({ counts }: { counts: FacetCounts }) {
  const [isOpen, { open, close }] = useDisclosure(false)
  return (
    <>
      <aside className={classes.rail} aria-label="Filters">
        <Facets counts={counts} />
      </aside>
      <Button
        variant="default"
        className={classes.opener}
        leftSection={<IconFilter size={16} />}
        onClick={open}
      >
        Filters
      </Button>
      <Drawer
        opened={isOpen}
        onClose={close}
        title="Filters"
        size={300}
        closeButtonProps={{ 'aria-label': 'Close' }}
      >
        <Facets counts={counts} />
      </Drawer>
    </>
  )
}
