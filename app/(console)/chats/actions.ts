'use server'

import { revalidatePath } from 'next/cache'
import { z } from 'zod'
import { secureAction } from '#app/secure-action.ts'
import { resendDeliveries } from '#lib/dispatch/resend-deliveries.ts'

/** Hands new attempts of a chat's failed deliveries to the dispatchers. */
export const resendFailed = secureAction(
  z.object({ deliveryIds: z.array(z.uuid()).min(1).max(200) }),
  async ({ input, user }) => {
    const told = await resendDeliveries({ ...input, actor: user.email })
    revalidatePath('/chats', 'layout')
    return { ok: true, outcome: { ok: true as const, ...told } }
  },
)
