'use client'

import { Button, Drawer } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconFilter } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { COUNT_BOUND } from '#lib/mappings/limits.ts'
import classes from './facets.module.css'

/** What the log is narrowed to by choosing, with how many there are of each; behind a button where there is no room. */
export function FacetRail({ total, children }: { total: number; children: ReactNode }) {
  const [isOpen, { open, close }] = useDisclosure(false)
  const facets = (
    <>
      {total > COUNT_BOUND && <p className={classes.note}>Counted among the newest 10,000.</p>}
      {children}
    </>
  )
  return (
    <>
      <aside className={classes.rail} aria-label="Filters">
        {facets}
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
        {facets}
      </Drawer>
    </>
  )
}
