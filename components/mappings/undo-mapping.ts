import { ask, type Refusal } from '#components/ui/ask.ts'
import type { Undo } from '#components/ui/toast/toast.tsx'
import type { MappingConflict } from '#lib/mappings/mapping-conflict.ts'
import type { MappingActions } from './mapping-actions.ts'
import { sayChange } from './say-urls.ts'

/** A change of a mapping that was saved; null: not mapped in this scope, none: deliver nothing. */
export type SavedMapping = {
  licence: string | null
  eventType: string
  before: string[] | null
  now: string[] | null
}

/**
 * The way back from a change: what was there is saved again, if what was saved is still in force. Otherwise the
 * verb refuses, and who changed it since is said.
 */
export function undoMapping(saved: SavedMapping, actions: Pick<MappingActions, 'save' | 'remove'>): Undo {
  const { licence, eventType, before, now } = saved
  const scope = { licence, eventType, expected: now }
  return async () => {
    const outcome =
      before === null ? await ask(actions.remove, scope) : await ask(actions.save, { ...scope, urls: before })
    return outcome.ok
      ? { ok: true, text: sayChange(licence, eventType, before) }
      : { ok: false, reason: sayRefused(saved, outcome) }
  }
}

function sayRefused(
  { licence, eventType }: SavedMapping,
  { reason, conflict }: Refusal & { conflict?: MappingConflict },
): string {
  if (!conflict) return reason
  const who = conflict.by?.actor ?? 'Somebody'
  return `${who} changed it since. ${sayChange(licence, eventType, conflict.now)}`
}
