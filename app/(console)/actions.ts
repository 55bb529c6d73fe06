'use server'

import { z } from 'zod'
import { secureAction } from '#app/secure-action.ts'
import { showUrl } from '#components/ui/shown-url.ts'
import { sayReadFailure } from '#lib/delivery-log/read-failure.ts'
import { findPlaces as find, placesQuery } from '#lib/palette/find-places.ts'

/** What the palette offers for a text. */
export const findPlaces = secureAction(z.object({ query: placesQuery }), async ({ input }) => {
  const found = await find(input.query).catch(sayReadFailure)
  return {
    ok: true,
    outcome:
      typeof found === 'string'
        ? { ok: false as const, reason: found }
        : { ok: true as const, found: { ...found, endpoints: found.endpoints.map(masked) } },
  }
})

function masked({ id, url }: { id: string; url: string }) {
  return { id, url: showUrl(url) }
}
