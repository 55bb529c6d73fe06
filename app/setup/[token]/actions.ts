'use server'

import { z } from 'zod'
import { openAction } from '#app/secure-action.ts'
import { completeSetup } from '#lib/auth/complete-setup.ts'

const REFUSED = {
  'link not valid': 'This link was used or is older than 24 hours. Restart the server for a new one.',
  'already set up': 'There is an admin already. Log in instead.',
} as const

/** The one action without a session: its right is the one-time token. */
export const makeFirstAdmin = openAction(
  z.object({ token: z.string(), email: z.string(), password: z.string() }),
  async ({ input: { token, ...admin } }) => {
    const done = await completeSetup(token, admin)
    if (done.kind === 'created') return { ok: true }
    if (done.kind === 'not valid')
      return { ok: false, message: 'See the marked fields.', fieldErrors: done.fieldErrors }
    return { ok: false, message: REFUSED[done.kind] }
  },
)
