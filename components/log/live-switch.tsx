'use client'

import { ActionIcon, Switch, Tooltip } from '@mantine/core'
import { IconRefresh } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { useRefresh } from '#components/ui/use-refresh.ts'
import classes from './live-switch.module.css'

const EVERY_MS = 5000

/**
 * Reads the page anew every 5 seconds, or as `everyMs` says, while it is looked at. On a page that is not the newest there is nothing to
 * follow: only the button is left.
 */
export function LiveSwitch({ isNewest, everyMs = EVERY_MS }: { isNewest: boolean; everyMs?: number }) {
  const { refresh, isReading, problem } = useRefresh()
  const [isLive, setLive] = useState(true)
  // Only a reading that was asked for is shown as one: what happens by itself must not flicker.
  const [isAsked, setAsked] = useState(false)
  useEffect(() => {
    if (!isLive || !isNewest) return
    const timer = setInterval(() => {
      if (document.visibilityState !== 'visible') return
      setAsked(false)
      refresh()
    }, everyMs)
    return () => clearInterval(timer)
  }, [isLive, isNewest, everyMs, refresh])
  return (
    <>
      <span role="status" className={classes.problem}>
        {problem && `${problem}: the list is not new`}
      </span>
      {isNewest && (
        <Switch label="Live" checked={isLive} onChange={(event) => setLive(event.currentTarget.checked)} />
      )}
      <Tooltip label="Read again">
        <ActionIcon
          variant="default"
          aria-label="Read again"
          loading={isReading && isAsked}
          onClick={() => {
            setAsked(true)
            refresh()
          }}
        >
          <IconRefresh size={16} />
        </ActionIcon>
      </Tooltip>
    </>
  )
}
