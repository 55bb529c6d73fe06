'use client'

import { Button } from '@mantine/core'
import { IconHistory } from '@tabler/icons-react'
import { useState } from 'react'
import type { BulkActions } from '#components/bulk/bulk-actions.ts'
import { ReplayDialog } from '#components/bulk/replay-dialog.tsx'
import { EndpointUrl } from '#components/ui/endpoint-url.tsx'
import type { NowhereCount } from '#lib/bulk/count-nowhere.ts'
import { showText } from '#lib/livechat/show-bytes.ts'
import classes from './calls.module.css'
import { sayOthers } from './say-others.ts'

/** For an event that went nowhere and is mapped by now: says how many others did, and brings them there as well. */
export function ReplayOthers(props: {
  eventType: string
  endpoint: { endpointId: string; url: string }
  count: NowhereCount
  actions: BulkActions
}) {
  const { eventType, endpoint, count, actions } = props
  const [isAsked, setAsked] = useState(false)
  return (
    <section className={classes.others} aria-label="Others that went nowhere">
      <span>{sayOthers(count, showText(eventType))}</span>
      <Button
        variant="default"
        leftSection={<IconHistory size={16} aria-hidden />}
        onClick={() => setAsked(true)}
      >
        Replay them…
      </Button>
      <ReplayDialog
        title={`Replay ${showText(eventType)} that went nowhere`}
        endpointId={endpoint.endpointId}
        filters={{ eventType: [eventType], nowhere: true }}
        firstSince=""
        isOpen={isAsked}
        onClose={() => setAsked(false)}
        actions={actions}
      >
        <div>
          To <EndpointUrl url={endpoint.url} />
        </div>
      </ReplayDialog>
    </section>
  )
}
