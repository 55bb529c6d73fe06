'use client'

import { Button } from '@mantine/core'
import { IconRefresh } from '@tabler/icons-react'
import { useState, useTransition } from 'react'
import { type Ask, ask } from '#components/ui/ask.ts'
import type { ResendManyOutcome } from '#lib/dispatch/resend-deliveries.ts'
import classes from './chats.module.css'

export type ResendMany = Ask<{ deliveryIds: string[] }, ResendManyOutcome & { ok: true }>

/** So many go with one click; what is left stands there after it. */
const AT_ONCE = 200

/** Sends the failed deliveries of a chat again, and says what came of the asking. */
export function ResendFailed({ failed, resend }: { failed: string[]; resend: ResendMany }) {
  const [told, setTold] = useState<{ good: boolean; text: string } | null>(null)
  const [isSending, startSending] = useTransition()
  const send = () =>
    startSending(async () => {
      const outcome = await ask(resend, { deliveryIds: failed.slice(0, AT_ONCE) })
      setTold(outcome.ok ? { good: true, text: sayQueued(outcome) } : { good: false, text: outcome.reason })
    })
  return (
    <>
      <span role="status" className={told?.good === false ? classes.refused : classes.dimmed}>
        {told?.text}
      </span>
      {failed.length > 0 && (
        <Button leftSection={<IconRefresh size={16} />} onClick={send} loading={isSending}>
          {failed.length === 1 ? 'Resend the one that failed' : `Resend the ${failed.length} that failed`}
        </Button>
      )}
    </>
  )
}

function sayQueued({ queued, held, onTheirWay, unknown }: ResendManyOutcome): string {
  const parts = [
    queued > 0 && `${queued} sent again`,
    held > 0 && `${held} held until the endpoint is resumed`,
    onTheirWay > 0 && `${onTheirWay} on their way already`,
    unknown > 0 && `${unknown} no longer in the log`,
  ]
  return `${parts.filter(Boolean).join(', ')}.`
}
