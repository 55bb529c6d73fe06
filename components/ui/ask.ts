import type { ActionFailure } from '#lib/action-result.ts'

/** A server action whose verb's outcome, good or bad, comes back whole. */
export type Ask<Input, Outcome> = (input: Input) => Promise<{ ok: true; outcome: Outcome } | ActionFailure>

export type Refusal = { ok: false; reason: string }

/** Calls a server action. What it says without having begun (no session, a broken connection) is a refusal as well. */
export async function ask<Input, Outcome>(
  action: Ask<Input, Outcome>,
  input: Input,
): Promise<Outcome | Refusal> {
  try {
    const answer = await action(input)
    return answer.ok ? answer.outcome : { ok: false, reason: answer.message }
  } catch {
    return { ok: false, reason: 'The server did not answer. Try again.' }
  }
}
