import { redirect } from 'next/navigation'
import type { z } from 'zod'
import { currentUser, isSameOrigin, type SignedIn } from '#lib/auth/require-session.ts'

/** What an action says when it does not even begin. */
export type Refused = { ok: false; reason: string }

/**
 * Makes a server action, which is a public endpoint: it refuses calls that do not come from our own pages, sends
 * people without a session to the log-in, and parses its input, before `run` sees anything.
 *
 *     export const removeMapping = secureAction(removeMappingInput, ({ input, user }) => …)
 */
export function secureAction<Schema extends z.ZodType, Result>(
  schema: Schema,
  run: (given: { input: z.output<Schema>; user: SignedIn }) => Promise<Result>,
): (input: z.input<Schema>) => Promise<Result | Refused> {
  return async (raw) => {
    if (!(await isSameOrigin())) return { ok: false, reason: 'The request does not come from this console' }
    const user = await currentUser()
    if (!user) redirect('/login')
    const parsed = schema.safeParse(raw)
    if (!parsed.success)
      return { ok: false, reason: parsed.error.issues[0]?.message ?? 'The input is not valid' }
    return run({ input: parsed.data, user })
  }
}
