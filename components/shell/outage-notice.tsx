'use client'

import { CloseButton } from '@mantine/core'
import { IconDatabaseImport, IconDatabaseOff } from '@tabler/icons-react'
import { useState } from 'react'
import { Said } from '#components/ui/saying.tsx'
import type { Outage } from '#lib/delivery-log/recent-outages.ts'
import classes from './outage-notice.module.css'
import { OUTAGES_SEEN } from './outages-seen.ts'
import { sayOutage } from './say-outage.ts'
import { useHealth } from './use-health.ts'

const KEPT_SECONDS = 2 * 86_400

/** A cookie, so that the server knows: a notice that comes or goes after the page would move what is being clicked. */
function remember(endedAt: string): void {
  // biome-ignore lint/suspicious/noDocumentCookie: over plain http browsers have no Cookie Store
  document.cookie = `${OUTAGES_SEEN}=${encodeURIComponent(endedAt)}; path=/; max-age=${KEPT_SECONDS}; samesite=strict`
}

/**
 * That the database is away, or was in the last 24 hours, and what became of the calls.
 * @param outages the newest first, without those that this viewer has closed.
 */
export function OutageNotice({ outages }: { outages: Outage[] }) {
  const health = useHealth()
  const [seen, setSeen] = useState('')
  const unseen = outages.filter(({ endedAt }) => endedAt > seen)
  const [newest] = unseen
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
  if (!newest) return null
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
        onClick={() => {
          remember(newest.endedAt)
          setSeen(newest.endedAt)
        }}
      />
    </div>
  )
}
