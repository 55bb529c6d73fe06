'use client'

import { useRouter } from 'next/navigation'
import { startTransition } from 'react'
import { Failure } from '#components/ui/failure.tsx'

/** Stands in the place of a page that broke; the navigation beside it stays usable. */
export default function ConsoleError({ reset }: { error: Error; reset: () => void }) {
  const router = useRouter()
  // Both: the server has to read again, and the boundary has to try what it then gets.
  const retry = () =>
    startTransition(() => {
      router.refresh()
      reset()
    })
  return (
    <Failure
      title="This page could not be read"
      reason="The server or its database did not answer. The server’s log says why."
      retry={retry}
    />
  )
}
