import { useCallback, useEffect, useState, useTransition } from 'react'
import { ask } from '#components/ui/ask.ts'
import { sayDone } from '#components/ui/toast/toast.tsx'
import type { ListedRevision } from '#lib/mappings/list-revisions.ts'
import type { RollBackConflict } from '#lib/mappings/roll-back.ts'
import type { HistoryActions } from './mapping-actions.ts'

type Refused = { reason: string; conflict?: RollBackConflict }

/**
 * The revisions of a scope as far as they were read, newest first.
 * @param opened the revision that the address names: the list reaches down to it.
 * @param changes differs whenever the scope's state does: then the list is read anew.
 */
export function useHistory(
  licence: string | null,
  actions: HistoryActions,
  changes: string,
  opened: number | null,
) {
  // What is chosen later is in the list already.
  const [through] = useState(opened)
  const [revisions, setRevisions] = useState<ListedRevision[] | null>(null)
  const [older, setOlder] = useState<number | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const [refused, setRefused] = useState<Refused | null>(null)
  const [isReading, startReading] = useTransition()
  const [isRollingBack, startRollingBack] = useTransition()

  const read = useCallback(
    (before: number | null) =>
      startReading(async () => {
        const page = await ask(actions.list, { licence, before, through: before === null ? through : null })
        if (!page.ok) return setProblem(page.reason)
        setProblem(null)
        setOlder(page.older)
        setRevisions((earlier) => [...(before === null ? [] : (earlier ?? [])), ...page.revisions])
      }),
    [actions.list, licence, through],
  )
  // A change of the scope has a new revision.
  useEffect(() => read(null), [read, changes])

  const newest = revisions?.[0]?.id
  /** Back to what was in force before, unless somebody has made a revision since. */
  const undo = (made: number) => {
    if (newest === undefined) return
    return async () => {
      const outcome = await ask(actions.rollBack, { licence, revision: newest, expected: made })
      return outcome.ok
        ? { ok: true as const, text: `What r${newest} says is in force again, as r${outcome.revision}.` }
        : outcome
    }
  }
  return {
    revisions,
    newest,
    older,
    problem,
    refused,
    isReading,
    isRollingBack,
    readOlder: () => read(older),
    readAgain: () => read(null),
    rollBack: (revision: number) =>
      startRollingBack(async () => {
        const outcome = await ask(actions.rollBack, { licence, revision, expected: newest })
        setRefused(outcome.ok ? null : outcome)
        read(null)
        if (outcome.ok)
          sayDone(`Rolled back to r${revision}, as r${outcome.revision}.`, undo(outcome.revision))
      }),
  }
}

export type History = ReturnType<typeof useHistory>
