'use client'

import { Button, Modal } from '@mantine/core'
import { IconEdit } from '@tabler/icons-react'
import { useState } from 'react'
import type { ShownDelivery } from '#components/deliveries/shown.ts'
import { EditForm, type ResendChanged } from './edit-form.tsx'

/**
 * Sends a delivery once more to another URL or with an edited payload.
 * @param requestId made by the server: a form that is sent twice makes one delivery.
 */
export function EditAndResend(props: {
  delivery: ShownDelivery
  requestId: string
  resendChanged: ResendChanged
}) {
  const { delivery, requestId, resendChanged } = props
  // The page is read anew while the form is open; the form keeps what it was opened with.
  const [opened, setOpened] = useState<{ delivery: ShownDelivery; requestId: string } | null>(null)
  const [isSending, setSending] = useState(false)
  return (
    <>
      <Button
        variant="default"
        leftSection={<IconEdit size={16} />}
        onClick={() => setOpened({ delivery, requestId })}
      >
        Edit and send…
      </Button>
      <Modal
        opened={opened !== null}
        onClose={() => !isSending && setOpened(null)}
        title="Edit and send"
        size={760}
      >
        {opened && <EditForm {...opened} resendChanged={resendChanged} onSending={setSending} />}
      </Modal>
    </>
  )
}
