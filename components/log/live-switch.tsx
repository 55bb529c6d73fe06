'use client'

import { ActionIcon, Switch, Tooltip } from '@mantine/core'
import { IconRefresh } from '@tabler/icons-react'
import { useRouter } from 'next/navigation'
import { useEffect, useState, useTransition } from 'react'

const EVERY_MS = 5000

/**
 * Reads the page anew every 5 seconds while it is looked at. On a page that is not the newest there is nothing to
 * follow: only the button is left.
 */
export function LiveSwitch({ isNewest }: { isNewest: boolean }) {
  const router = useRouter()
  const [isLive, setLive] = useState(true)
  const [isReading, startReading] = useTransition()
  useEffect(() => {
    if (!isLive || !isNewest) return
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible') router.refresh()
    }, EVERY_MS)
    return () => clearInterval(timer)
  }, [isLive, isNewest, router])
  return (
    <>
      {isNewest && (
        <Switch label="Live" checked={isLive} onChange={(event) => setLive(event.currentTarget.checked)} />
      )}
      <Tooltip label="Read again">
        <ActionIcon
          variant="default"
          aria-label="Read again"
          loading={isReading}
          onClick={() => startReading(() => router.refresh())}
        >
          <IconRefresh size={16} />
        </ActionIcon>
      </Tooltip>
    </>
  )
}
