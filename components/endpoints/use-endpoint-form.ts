import { useState, useTransition } from 'react'
import { ask } from '#components/ui/ask.ts'
import { checkUrl } from '#lib/lc-serv-cfg/check-url.ts'
import { checkConnectTo } from '#lib/mappings/connect-to.ts'
import { MAX_TIMEOUT_SECONDS } from '#lib/mappings/limits.ts'
import type { ListedEndpoint } from '#lib/mappings/list-endpoints.ts'
import type { EndpointSettings, UpdateEndpointOutcome } from '#lib/mappings/update-endpoint.ts'
import type { EndpointActions } from './endpoint-actions.ts'
import { saySaved } from './say-settings.ts'

/** What is typed; the time-out is text while it is no number. */
export type EndpointDraft = { url: string; timeoutSeconds: number | string; mode: string; connectTo: string }

export type EndpointField = keyof EndpointDraft

type Problem = { field: EndpointField | null; reason: string }
type Conflict = NonNullable<Extract<UpdateEndpointOutcome, { ok: false }>['conflict']>

const draftOf = ({ connectTo, ...settings }: EndpointSettings): EndpointDraft => ({
  ...settings,
  connectTo: connectTo ?? '',
})

function check({ url, connectTo, timeoutSeconds }: EndpointDraft): Problem | null {
  const checked = checkUrl(url.trim())
  if (!checked.ok) return { field: 'url', reason: checked.reason }
  const place = connectTo.trim() === '' ? null : checkConnectTo(connectTo)
  if (place && !place.ok) return { field: 'connectTo', reason: place.reason }
  const seconds = Number(timeoutSeconds)
  if (Number.isInteger(seconds) && seconds >= 1 && seconds <= MAX_TIMEOUT_SECONDS) return null
  return { field: 'timeoutSeconds', reason: `The time-out is 1 to ${MAX_TIMEOUT_SECONDS} whole seconds.` }
}

/** The state of an endpoint that is edited: what is typed, what is wrong with it, and a conflict with another person. */
export function useEndpointForm(given: {
  endpoint: ListedEndpoint
  update: EndpointActions['update']
  onSaved: (text: string) => void
}) {
  const { endpoint, update, onSaved } = given
  // As it was when editing began: the list may be read anew meanwhile.
  const [seen, setSeen] = useState<EndpointSettings>(() => {
    const { url, timeoutSeconds, mode, connectTo } = endpoint
    return { url, timeoutSeconds, mode, connectTo }
  })
  const [draft, setDraft] = useState(() => draftOf(seen))
  const [problem, setProblem] = useState<Problem | null>(null)
  const [conflict, setConflict] = useState<Conflict | null>(null)
  const [isSaving, startSaving] = useTransition()

  const wanted: EndpointSettings = {
    url: draft.url.trim(),
    timeoutSeconds: Number(draft.timeoutSeconds),
    mode: draft.mode,
    connectTo: draft.connectTo.trim() || null,
  }

  function save(expected: EndpointSettings): void {
    const wrong = check(draft)
    setProblem(wrong)
    if (wrong) return
    setConflict(null)
    setSeen(expected)
    startSaving(async () => {
      const outcome = await ask(update, { id: endpoint.id, ...wanted, expected })
      if (outcome.ok) return onSaved(saySaved(expected, wanted, outcome.revisions.length))
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
    change: (part: Partial<EndpointDraft>) => {
      setDraft((old) => ({ ...old, ...part }))
      setProblem(null)
    },
    submit: () => save(seen),
    takeTheirs: () => {
      if (!conflict) return
      setSeen(conflict.now)
      setDraft(draftOf(conflict.now))
      setConflict(null)
    },
    saveMine: () => conflict && save(conflict.now),
  }
}

export type EndpointForm = ReturnType<typeof useEndpointForm>
