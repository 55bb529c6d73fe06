'use server'

import { revalidatePath } from 'next/cache'
import { z } from 'zod'
import { secureAction } from '#app/secure-action.ts'
import { resendNow } from '#lib/dispatch/attempt-now.ts'
import { cancelDelivery as cancel, cancelDeliveryInput } from '#lib/dispatch/cancel-delivery.ts'
import { resendChangedInput, resendChangedNow } from '#lib/dispatch/resend-changed.ts'
import { deliverEvent as deliver } from '#lib/ingest/deliver-event.ts'
import { dismissFirstSteps as dismiss } from '#lib/preferences/first-steps.ts'
import { LOG_NAMES } from '#lib/preferences/log-name.ts'
import {
  removeView as removeViewVerb,
  saveView as saveViewVerb,
  viewInput,
} from '#lib/preferences/saved-views.ts'
import { saveTableLayout, tableLayout, tableName } from '#lib/preferences/table-layout.ts'

/** Makes a new attempt in this process and tells what came of it. */
export const resend = secureAction(z.object({ deliveryId: z.uuid() }), async ({ input, user }) => {
  const outcome = await resendNow({ ...input, actor: user.email })
  revalidatePath('/deliveries', 'layout')
  return { ok: true, outcome }
})

/** Ends a delivery that waits: nothing more is sent. */
export const cancelDelivery = secureAction(cancelDeliveryInput, async ({ input, user }) => {
  const outcome = await cancel({ ...input, actor: user.email })
  revalidatePath('/deliveries', 'layout')
  return { ok: true, outcome }
})

/** Brings a past event to where it is mapped now. */
export const deliverEvent = secureAction(z.object({ eventId: z.uuid() }), async ({ input, user }) => {
  const outcome = await deliver({ ...input, actor: user.email })
  revalidatePath('/events', 'layout')
  return { ok: true, outcome }
})

/** Sends a delivery once more to another URL or with an edited payload, as a delivery of its own. */
export const resendChanged = secureAction(resendChangedInput, async ({ input, user }) => {
  const outcome = await resendChangedNow({ ...input, actor: user.email })
  revalidatePath('/deliveries', 'layout')
  return { ok: true, outcome }
})

/** Ends the first steps, done or not. */
export const dismissFirstSteps = secureAction(z.object({}), async ({ user }) => {
  await dismiss(user.id)
  revalidatePath('/deliveries')
  return { ok: true, outcome: { ok: true as const } }
})

/** Keeps how a person has set up a table. */
export const saveLayout = secureAction(
  z.object({ table: tableName, layout: tableLayout }),
  async ({ input, user }) => {
    await saveTableLayout(user.id, input.table, input.layout)
    return { ok: true }
  },
)

/** Keeps what a list is narrowed to, under a name. */
export const saveView = secureAction(viewInput, async ({ input, user }) => {
  await saveViewVerb(user.id, input)
  revalidatePath(`/${input.list}`)
  return { ok: true }
})

/** Removes a view of one's own. */
export const removeView = secureAction(z.object({ id: z.uuid() }), async ({ input, user }) => {
  const isRemoved = await removeViewVerb(user.id, input.id)
  for (const name of LOG_NAMES) revalidatePath(`/${name}`)
  return isRemoved ? { ok: true } : { ok: false, message: 'This view is not there any more.' }
})
