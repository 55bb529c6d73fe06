import { Alert } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'

/** Why a form was not taken, above its fields; nothing when there is no reason. */
export function FormError({ reason }: { reason: string | null }) {
  if (!reason) return null
  return (
    <Alert color="red" icon={<IconAlertTriangle size={18} />} role="alert" py="xs">
      {reason}
    </Alert>
  )
}
