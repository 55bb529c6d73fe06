'use client'

import { CloseButton } from '@mantine/core'
import { useLocalStorage, useMounted } from '@mantine/hooks'
import { IconDatabaseImport, IconDatabaseOff } from '@tabler/icons-react'
import { Said } from '#components/ui/saying.tsx'
import type { Outage } from '#lib/delivery-log/recent-outages.ts'
import classes from './outage-notice.module.css'
import { sayOutage } from './say-outage.ts'
import { useHealth } from './use-health.ts'

const SEEN_KEY = 'bellhop-outages-seen'

/**
 * That the database is away, or was in the last 24 hours, and what became of the calls. One that is over goes away for a
 * viewer who has closed it.
 */
export function OutageNotice({ outages }: { outages: Outage[] }) {
  const health = useHealth()
  // The end of the newest one that was closed. Until the page has come to life it is not known, and all count as seen.
  const [seen, setSeen] = useLocalStorage({ key: SEEN_KEY, defaultValue: '' })
  const isAlive = useMounted()
  const unseen = outages.filter(({ endedAt }) => isAlive && endedAt > seen)
  if (health?.away === 'database') {
    return (
      <div className={classes.notice} data-now role="alert">
        <IconDatabaseOff size={16} aria-hidden="true" />
        <div className={classes.text}>
          The database does not answer. This page is as it was; calls are kept on disk until it answers again.
        </div>
      </div>
    )
  }
  if (unseen.length === 0) return null
  return (
    <div className={classes.notice} role="status">
      <IconDatabaseImport size={16} aria-hidden="true" />
      <div className={classes.text}>
        {unseen.map((outage) => (
          <p key={outage.id}>
            <Said saying={sayOutage(outage)} />
          </p>
        ))}
      </div>
      <CloseButton
        size="sm"
        aria-label="Close this notice"
        onClick={() => setSeen(outages[0]?.endedAt ?? '')}
      />
    </div>
  )
}
