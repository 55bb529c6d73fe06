import { useState, useTransition } from 'react'
import { ask } from '#components/ui/ask.ts'
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
  const [saved, setSaved] = useState<string | null>(null)
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

  function save(expected: EndpointSettings): void {
    const wrong = problemOf(draft)
    setProblem(wrong)
    setSaved(null)
    if (wrong) return
    setConflict(null)
    setSeen(expected)
    startSaving(async () => {
      const outcome = await ask(update, { id, ...wanted, expected })
      if (outcome.ok) {
        startFrom(wanted)
        return setSaved(saySaved(expected, wanted, outcome.revisions.length))
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
    saved,
    isSaving,
    round,
    errorOf: (field: EndpointField) => problem?.field === field && problem.reason,
    isChanged: differences(seen, wanted).length > 0,
    change: (part: Partial<EndpointDraft>) => {
      setDraft((old) => ({ ...old, ...part }))
      setProblem(null)
      setSaved(null)
    },
    reset: () => startFrom(seen),
    submit: () => save(seen),
    takeTheirs: () => conflict && startFrom(conflict.now),
    saveMine: () => conflict && save(conflict.now),
  }
}

export type EndpointForm = ReturnType<typeof useEndpointForm>
