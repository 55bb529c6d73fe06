'use client'

import { useEffect } from 'react'

/**
 * A link from elsewhere (an e-mail) arrives without the session cookie, since that is SameSite=Strict, and so ends at
 * the log-in. A request of this page carries it: whoever is signed in goes on to where the link led.
 */
export function ReturnIfSignedIn({ next }: { next: string }) {
  useEffect(() => {
    const abort = new AbortController()
    fetch('/api/auth/get-session', { signal: abort.signal })
      .then((response) => (response.ok ? response.json() : null))
      .then((session) => session && window.location.replace(next))
      .catch(() => {}) // The form is there; it says so itself when the server is away.
    return () => abort.abort()
  }, [next])
  return null
}
