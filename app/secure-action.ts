import { unstable_rethrow } from 'next/navigation'
import type { z } from 'zod'
import type { ActionFailure, ActionResult } from '#lib/action-result.ts'
import { isOwnRequest, readSession, type SignedIn } from '#lib/auth/require-session.ts'
import { actionLog } from './action-log.ts'
import { formToInput, shownValues } from './form-input.ts'

export type SecureAction<Input, Done extends object> = {
  /** Called with plain values: `await pauseEndpoint({ id })`. */
  (input: Input): Promise<ActionResult<Done>>
  /** Called by `useActionState`: `<form action={formAction}>`. */
  (previous: ActionResult<Done> | null, form: FormData): Promise<ActionResult<Done>>
}

/**
 * Makes a server action: demands a request of our own page and a session, parses the input, then calls `work`.
 * Every server action goes through it (or, before there is a session, through `openAction`).
 *
 *     'use server'
 *     export const pauseEndpoint = secureAction(z.object({ id: z.uuid() }), async ({ input, user }) => {
 *       const paused = await pauseEndpointVerb(input.id, user.email)
 *       if (paused.kind === 'gone') return { ok: false, message: 'This endpoint no longer exists.' }
 *       revalidatePath('/endpoints')
 *       return { ok: true }
 *     })
 *
 * In a client component: `const [result, formAction, pending] = useActionState(pauseEndpoint, null)`, then
 * `<form action={formAction}>`, with `result.fieldErrors` beside the fields and `result.values` as their
 * `defaultValue` (React empties a form after its action). Or `await pauseEndpoint({ id })`; see `ask`.
 *
 * A form arrives as `{ name: string }`; a name that comes more than once is `string[]`, an unchecked box is absent.
 * Never throws, save for Next's own (redirect, notFound): what breaks is logged and told in plain words.
 */
export function secureAction<Schema extends z.ZodType, Done extends object = object>(
  schema: Schema,
  work: (context: { input: z.output<Schema>; user: SignedIn }) => Promise<ActionResult<Done>>,
): SecureAction<z.input<Schema>, Done> {
  return action(schema, async (input) => {
    const user = await readSession()
    if (!user) return { ok: false, message: 'Your session has ended. Sign in again, then repeat this.' }
    return work({ input: input(), user })
  })
}

/** The same for the few actions that come before a session: the set-up page. */
export function openAction<Schema extends z.ZodType, Done extends object = object>(
  schema: Schema,
  work: (context: { input: z.output<Schema> }) => Promise<ActionResult<Done>>,
): SecureAction<z.input<Schema>, Done> {
  return action(schema, async (input) => work({ input: input() }))
}

class InvalidInput extends Error {
  readonly failure: ActionFailure
  constructor(failure: ActionFailure) {
    super('invalid input')
    this.failure = failure
  }
}

function action<Schema extends z.ZodType, Done extends object>(
  schema: Schema,
  authorised: (input: () => z.output<Schema>) => Promise<ActionResult<Done>>,
) {
  return async (...args: [unknown] | [unknown, unknown]): Promise<ActionResult<Done>> => {
    try {
      if (!(await isOwnRequest())) {
        return {
          ok: false,
          message: 'This request did not come from a page of this console. Load the page again.',
        }
      }
      const given = args.length > 1 ? args[1] : args[0]
      const input = given instanceof FormData ? formToInput(given) : given
      const result = await authorised(() => parse(schema, input))
      return result.ok || result.values ? result : { ...result, values: shownValues(input) }
    } catch (error) {
      unstable_rethrow(error)
      if (error instanceof InvalidInput) return error.failure
      actionLog().error(
        { message: error instanceof Error ? error.message : String(error) },
        'an action failed',
      )
      return { ok: false, message: 'The server could not do this. Try again; its log says why.' }
    }
  }
}

function parse<Schema extends z.ZodType>(schema: Schema, input: unknown): z.output<Schema> {
  const parsed = schema.safeParse(input)
  if (parsed.success) return parsed.data
  const fieldErrors: Record<string, string> = {}
  for (const issue of parsed.error.issues) {
    const field = issue.path.join('.')
    if (field) fieldErrors[field] ??= issue.message
  }
  const whole = parsed.error.issues.find((issue) => issue.path.length === 0)
  throw new InvalidInput({
    ok: false,
    message: whole?.message ?? 'Something is missing or not right. See the marked fields.',
    fieldErrors,
    values: shownValues(input),
  })
}
