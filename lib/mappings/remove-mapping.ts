import { z } from 'zod'
import { type MappingConflict, mappingConflict } from '#lib/mappings/mapping-conflict.ts'
import { saveScope } from '#lib/mappings/save-scope.ts'
import {
  actorName,
  eventTypeName,
  loadScope,
  scopeLicence,
  scopeName,
  withScopeLocked,
} from '#lib/mappings/scope.ts'

const Input = z.object({
  licence: scopeLicence,
  eventType: eventTypeName,
  actor: actorName,
  source: z.string().min(1).max(100).default('edit'),
  /** As in setMapping. */
  expected: z.array(z.string()).nullable().optional(),
})

/** What a page sends; who does it is known from the session. */
export const removeMappingInput = Input.omit({ actor: true, source: true })

export type RemoveMappingInput = z.input<typeof Input>

export type RemoveMappingOutcome =
  | { ok: true; revision: number | null }
  | { ok: false; reason: string; conflict?: MappingConflict }

/**
 * Takes away what a scope maps an event type to: a licence goes back to the defaults, in the defaults the event
 * type is then not mapped.
 */
export async function removeMapping(input: RemoveMappingInput): Promise<RemoveMappingOutcome> {
  const parsed = Input.safeParse(input)
  if (!parsed.success) return { ok: false, reason: parsed.error.issues[0]?.message ?? 'The input is wrong.' }
  const { licence, eventType, actor, source, expected } = parsed.data
  return withScopeLocked(licence, async (tx) => {
    const before = await loadScope(tx, licence)
    const conflict = await mappingConflict(tx, { licence, now: before.get(eventType) ?? null, expected })
    if (conflict) return conflict
    if (!before.has(eventType)) {
      return { ok: false, reason: `${eventType} is not mapped in ${scopeName(licence)}.` }
    }
    const after = new Map(before)
    after.delete(eventType)
    return { ok: true, revision: await saveScope(tx, { licence, before, after, actor, source }) }
  })
}
