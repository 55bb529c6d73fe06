import { z } from 'zod'
import { createAdmin } from './create-admin.ts'
import { consumeSetupToken } from './setup-token.ts'

export const setupInput = z.object({
  token: z.string().min(1),
  name: z.string().trim().max(100).default(''),
  email: z.email('Enter an e-mail address'),
  password: z.string().min(8, 'Use at least 8 characters').max(128, 'Use at most 128 characters'),
})

export type SetupOutcome = { ok: true } | { ok: false; reason: string }

/** Makes the first admin with a one-time link's token, which works once. */
export async function completeSetup(input: z.infer<typeof setupInput>): Promise<SetupOutcome> {
  if (!(await consumeSetupToken(input.token))) {
    return {
      ok: false,
      reason: 'This link was used or is older than 24 hours. Restart the server for a new one',
    }
  }
  return createAdmin(input)
}
