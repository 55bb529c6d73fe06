import { z } from 'zod'
import { checkUrl } from '#lib/lc-serv-cfg/check-url.ts'
import { MAX_URLS } from '#lib/mappings/limits.ts'
import { type MappingConflict, mappingConflict } from '#lib/mappings/mapping-conflict.ts'
import { saveScope } from '#lib/mappings/save-scope.ts'
import { actorName, eventTypeName, loadScope, scopeLicence, withScopeLocked } from '#lib/mappings/scope.ts'

const Input = z.object({
  licence: scopeLicence,
  eventType: eventTypeName,
  /** In order; none: deliver nothing. */
  urls: z.array(z.string()).max(MAX_URLS),
  actor: actorName,
  source: z.string().min(1).max(100).default('edit'),
  /** What the person saw before the change (null: not mapped in this scope); left out, nothing is compared. */
  expected: z.array(z.string()).nullable().optional(),
})

/** What a page sends; who does it is known from the session. */
export const setMappingInput = Input.omit({ actor: true, source: true })

export type SetMappingInput = z.input<typeof Input>

export type SetMappingOutcome =
  | { ok: true; revision: number | null }
  /** `urlIndex` says which URL is wrong, from 0. */
  | { ok: false; reason: string; urlIndex?: number; conflict?: MappingConflict }

/**
 * Replaces what a scope maps an event type to. Endpoints are found by their URL, or made. Setting what is set
 * already changes nothing.
 * @returns the scope's newest revision; a sentence when a URL cannot be used, or when `expected` is out of date.
 */
export async function setMapping(input: SetMappingInput): Promise<SetMappingOutcome> {
  const parsed = Input.safeParse(input)
  if (!parsed.success) return { ok: false, reason: parsed.error.issues[0]?.message ?? 'The input is wrong.' }
  const { licence, eventType, urls, actor, source, expected } = parsed.data
  const wrong = wrongUrl(urls)
  if (wrong) return { ok: false, ...wrong }
  return withScopeLocked(licence, async (tx) => {
    const before = await loadScope(tx, licence)
    const conflict = await mappingConflict(tx, { licence, now: before.get(eventType) ?? null, expected })
    if (conflict) return conflict
    const after = new Map(before).set(eventType, urls)
    return { ok: true, revision: await saveScope(tx, { licence, before, after, actor, source }) }
  })
}

function wrongUrl(urls: string[]): { reason: string; urlIndex: number } | null {
  for (const [urlIndex, url] of urls.entries()) {
    const checked = checkUrl(url)
    if (!checked.ok) return { reason: checked.reason, urlIndex }
    if (urls.indexOf(url) < urlIndex) return { reason: 'This URL is there already. Remove it.', urlIndex }
  }
  return null
}
