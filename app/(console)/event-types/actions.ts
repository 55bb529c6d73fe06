'use server'

import { z } from 'zod'
import { secureAction } from '#app/secure-action.ts'
import { sendTestEvent as send } from '#lib/test-event/send-test-event.ts'

const MOST = 200
const parameter = z.tuple([
  z.string().max(1000, 'A name has at most 1,000 characters.'),
  z.string().max(100_000, 'A value has at most 100,000 characters.'),
])

/** Sends an event with parameters as given; without EVENT or LICENCE it is kept as a rejected call. */
export const sendTestEvent = secureAction(
  z.object({ parameters: z.array(parameter).max(MOST, `At most ${MOST} parameters.`) }),
  async ({ input, user }) => ({
    ok: true,
    outcome: await send({ parameters: input.parameters, actor: user.email }),
  }),
)
