import { headers } from 'next/headers'
import { redirect } from 'next/navigation'
import { auth } from './auth.ts'

export type SignedIn = { id: string; email: string; name: string }

/** The person whose browser asks, or null. */
export async function currentUser(): Promise<SignedIn | null> {
  const session = await auth().api.getSession({ headers: await headers() })
  return session && { id: session.user.id, email: session.user.email, name: session.user.name }
}

/** For pages: the person whose browser asks; anybody else is sent to the log-in. */
export async function requireSession(): Promise<SignedIn> {
  return (await currentUser()) ?? redirect('/login')
}

/** For actions: whether a browser says that the request comes from our own pages. */
export async function isSameOrigin(): Promise<boolean> {
  return (await headers()).get('sec-fetch-site') === 'same-origin'
}
