'use client'

import { catchError } from 'next/error'
import { Failure } from '#components/ui/failure.tsx'

/**
 * Stands in the place of a page that broke; the navigation beside it stays usable. No error.tsx: the script of that one is
 * not named in the document, and yet React waits for it before the page comes to life.
 */
export const PageErrors = catchError((_props, { retry }) => (
  <Failure
    title="This page could not be read"
    reason="The server or its database did not answer. The server’s log says why."
    retry={retry}
  />
))
