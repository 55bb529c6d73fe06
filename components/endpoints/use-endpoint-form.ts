import { useState, useTransition } from 'react'
import { ask, type Refusal } from '#components/ui/ask.ts'
import { sayDone } from '#components/ui/toast/toast.tsx'
import type { EndpointSettings, UpdateEndpointOutcome } from '#lib/mappings/update-endpoint.ts'
import type { EndpointActions } from './endpoint-actions.ts'
import {
  draftOf,
  type EndpointDraft,
  type EndpointField,
  type Problem,
  problemOf,
  wantedOf,
} from './endpoint-draft.ts'
import { differences, saySaved } from './say-settings.ts'

type Conflict = NonNullable<Extract<UpdateEndpointOutcome, { ok: false }>['conflict']>

/** The state of an endpoint that is edited: what is typed, what is wrong with it, and a conflict with another person. */
export function useEndpointForm(given: {
  id: string
  settings: EndpointSettings
  update: EndpointActions['update']
}) {
  const { id, settings, update } = given
  // As it was when editing began: the page may be read anew meanwhile.
  const [seen, setSeen] = useState(settings)
  const [draft, setDraft] = useState(() => draftOf(settings))
  const [problem, setProblem] = useState<Problem | null>(null)
  const [conflict, setConflict] = useState<Conflict | null>(null)
  const [isSaving, startSaving] = useTransition()
  // Counts how often the fields were filled anew.
  const [round, setRound] = useState(0)
  const wanted = wantedOf(draft)

  function startFrom(now: EndpointSettings): void {
    setSeen(now)
    setDraft(draftOf(now))
    setRound((before) => before + 1)
    setProblem(null)
    setConflict(null)
  }

  /** Saves what was there, unless somebody has changed it since. What is typed meanwhile stays in the fields. */
  const undo = (before: EndpointSettings, now: EndpointSettings) => async () => {
    const outcome = await ask(update, { id, ...before, expected: now })
    if (!outcome.ok) return { ok: false as const, reason: sayNotUndone(outcome) }
    setSeen(before)
    setDraft((typed) => (isDraftOf(typed, now) ? draftOf(before) : typed))
    setRound((count) => count + 1)
    return { ok: true as const, text: saySaved(now, before, outcome.revisions.length) }
  }

  function save(expected: EndpointSettings): void {
    const wrong = problemOf(draft)
    setProblem(wrong)
    if (wrong) return
    setConflict(null)
    setSeen(expected)
    startSaving(async () => {
      const outcome = await ask(update, { id, ...wanted, expected })
      if (outcome.ok) {
        startFrom(wanted)
        const isAsBefore = differences(expected, wanted).length === 0
        const text = saySaved(expected, wanted, outcome.revisions.length)
        return sayDone(text, isAsBefore ? undefined : undo(expected, wanted))
      }
      const clash = 'conflict' in outcome ? outcome.conflict : undefined
      if (clash) setConflict(clash)
      else setProblem({ field: 'field' in outcome ? outcome.field : null, reason: outcome.reason })
    })
  }

  return {
    draft,
    wanted,
    conflict,
    problem,
    isSaving,
    round,
    errorOf: (field: EndpointField) => problem?.field === field && problem.reason,
    isChanged: differences(seen, wanted).length > 0,
    change: (part: Partial<EndpointDraft>) => {
      setDraft((old) => ({ ...old, ...part }))
      setProblem(null)
    },
    reset: () => startFrom(seen),
    submit: () => save(seen),
    takeTheirs: () => conflict && startFrom(conflict.now),
    saveMine: () => conflict && save(conflict.now),
  }
}

export type EndpointForm = ReturnType<typeof useEndpointForm>

const isDraftOf = (draft: EndpointDraft, settings: EndpointSettings) =>
  JSON.stringify(wantedOf(draft)) === JSON.stringify(wantedOf(draftOf(settings)))

function sayNotUndone(outcome: Refusal & { conflict?: Conflict }): string {
  return outcome.conflict
    ? 'Somebody changed this endpoint since. It stays as they saved it.'
    : outcome.reason
}
