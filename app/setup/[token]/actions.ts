'use server'

import type { z } from 'zod'
import { completeSetup, type SetupOutcome, setupInput } from '#lib/auth/complete-setup.ts'
import { isSameOrigin } from '#lib/auth/require-session.ts'

/** The one action without a session: its right is the one-time token. */
export async function makeFirstAdmin(raw: z.input<typeof setupInput>): Promise<SetupOutcome> {
  if (!(await isSameOrigin())) return { ok: false, reason: 'The request does not come from this console' }
  const parsed = setupInput.safeParse(raw)
  if (!parsed.success)
    return { ok: false, reason: parsed.error.issues[0]?.message ?? 'The input is not valid' }
  return completeSetup(parsed.data)
}
