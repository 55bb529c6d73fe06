'use client'

import { Button } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { useState, useTransition } from 'react'
import { FormError } from '#components/ui/form-error.tsx'

/**
 * Downloads the bridge file of a chat server. Asked for by script, since a form's POST carries no origin under our
 * referrer policy and is refused. `token`: the live one that is on the screen, so that no further one is made.
 */
export function BridgeDownload(props: {
  chatServerId: string
  licence?: string | null
  token?: string
  /** Point RPC_SERVER_IP to Bellhop as well. */
  pointRpcServerIp?: boolean
  onDone?: () => void
}) {
  const { chatServerId, licence, token, pointRpcServerIp, onDone } = props
  const [problem, setProblem] = useState<string | null>(null)
  const [isMaking, startMaking] = useTransition()
  const download = () =>
    startMaking(async () => {
      const refused = await saveBridge({ chatServerId, licence: licence ?? '', token, pointRpcServerIp })
      setProblem(refused)
      if (refused === null) onDone?.()
    })
  return (
    <>
      <Button
        variant="default"
        leftSection={<IconDownload size={15} aria-hidden />}
        loading={isMaking}
        onClick={download}
      >
        Download the bridge file
      </Button>
      <FormError reason={problem} />
    </>
  )
}

async function saveBridge(wanted: {
  chatServerId: string
  licence: string
  token?: string
  pointRpcServerIp?: boolean
}): Promise<string | null> {
  const answer = await fetch('/config/export', { method: 'POST', body: JSON.stringify(wanted) }).catch(
    () => null,
  )
  if (!answer) return 'The server did not answer. Try again.'
  if (!answer.ok) return answer.text()
  const url = URL.createObjectURL(await answer.blob())
  const link = document.createElement('a')
  link.href = url
  // Not the name of the file that it replaces, which is to be kept.
  link.download = 'lc_serv.bridge.cfg'
  link.click()
  URL.revokeObjectURL(url)
  return null
}
