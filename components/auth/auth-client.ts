import { createAuthClient } from 'better-auth/react'

const client = createAuthClient()

export type SignInOutcome = { ok: true } | { ok: false; reason: string }

/** Logs in over HTTP, where the number of tries is limited. */
export async function signIn(email: string, password: string): Promise<SignInOutcome> {
  let waitSeconds = ''
  const { error } = await client.signIn.email(
    { email, password },
    {
      onError: ({ response }) => {
        waitSeconds = response.headers.get('x-retry-after') ?? ''
      },
    },
  )
  if (!error) return { ok: true }
  if (error.status === 429)
    return { ok: false, reason: `Too many tries. Try again in ${waitSeconds || 60} s` }
  if (error.status === 401) return { ok: false, reason: 'E-mail or password is wrong' }
  if (error.status === 403) return { ok: false, reason: error.message ?? 'This user may not log in' }
  return { ok: false, reason: 'The server did not answer. Try again' }
}

/** Ends the session, and shows the log-in. */
export async function signOut(): Promise<void> {
  await client.signOut()
  window.location.assign('/login')
}
