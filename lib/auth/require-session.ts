import { headers } from 'next/headers'
import { redirect } from 'next/navigation'
import { env } from '../env.ts'
import { REQUEST_TARGET_HEADER } from '../server/security-headers.ts'
import { auth } from './auth.ts'
import { safeNext } from './safe-next.ts'
import { isSameOrigin } from './verify-same-origin.ts'

/** The person behind a request. Every one is an admin until roles come. */
export type SignedIn = { id: string; email: string; name: string }

/**
 * Who asks, or null. For route handlers, which answer 401 themselves. Reads the database each time.
 * @param asked the headers of one who asked some time ago; without them those of the present request.
 */
export async function readSession(asked?: Headers): Promise<SignedIn | null> {
  const session = await auth().api.getSession({ headers: asked ?? (await headers()) })
  if (!session || session.user.banned) return null
  const { id, email, name } = session.user
  return { id, email, name }
}

/** The first line of every page and layout of the console: who asks; nobody is sent to the log-in and back. */
export async function requireSession(): Promise<SignedIn> {
  const session = await readSession()
  if (session) return session
  const next = safeNext((await headers()).get(REQUEST_TARGET_HEADER))
  redirect(`/login?next=${encodeURIComponent(next)}`)
}

/** Whether the present request comes from a page of this console; see `isSameOrigin`. */
export async function isOwnRequest(): Promise<boolean> {
  return isSameOrigin(await headers(), env())
}
