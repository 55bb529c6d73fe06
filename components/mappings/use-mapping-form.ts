import { useState, useTransition } from 'react'
import { ask } from '#components/ui/ask.ts'
import { checkUrl } from '#lib/lc-serv-cfg/check-url.ts'
import type { ListedMapping, MappedTo } from '#lib/mappings/list-mappings.ts'
import type { MappingConflict } from '#lib/mappings/mapping-conflict.ts'
import type { SetMappingOutcome } from '#lib/mappings/set-mapping.ts'
import type { MappingActions } from './mapping-actions.ts'

/** URLs as the verbs take them: an empty list is "deliver nothing", null is "not mapped here". */
export function urlsOf(target: MappedTo): string[] | null {
  if (target === null) return null
  return target === 'deliver nothing' ? [] : target.map((endpoint) => endpoint.url)
}

/** What the table does while one of its rows is saved. */
export type Saving = {
  /** The editor goes out of sight, with what is typed in it. */
  onSend: () => void
  /** Called in the transition of the save: the row shows what is wanted until it ends. */
  onWanted: (urls: string[] | null) => void
  onSaved: (before: string[] | null, now: string[] | null) => void
  /** It was not saved: the editor comes back and says why. */
  onRefused: () => void
}

type Field = { key: number; url: string; error: string | null }

let lastKey = 0
const nextKey = () => {
  lastKey += 1
  return lastKey
}
const field = (url: string): Field => ({ key: nextKey(), url, error: null })
const fieldsFor = (urls: string[] | null) => (urls?.length ? urls : ['']).map(field)

type Given = {
  licence: string | null
  mapping: ListedMapping
  actions: MappingActions
  saving: Saving
}

/** The state of one row that is being edited: its URLs, what is wrong with them, and a conflict with another person. */
export function useMappingForm({ licence, mapping, actions, saving }: Given) {
  const { eventType } = mapping
  const [fields, setFields] = useState(() => fieldsFor(urlsOf(mapping.own)))
  const [expected, setExpected] = useState(urlsOf(mapping.own))
  /** What the person wanted when somebody else was faster. */
  const [conflict, setConflict] = useState<(MappingConflict & { wanted: string[] | null }) | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const [isSaving, startSaving] = useTransition()

  const setError = (index: number, error: string) =>
    setFields((old) => old.map((one, at) => (at === index ? { ...one, error } : one)))

  /** `wanted`: null takes the mapping away. */
  function put(wanted: string[] | null, against = expected): void {
    setProblem(null)
    setConflict(null)
    setExpected(against)
    saving.onSend()
    startSaving(async () => {
      saving.onWanted(wanted)
      const scope = { licence, eventType, expected: against }
      const outcome: SetMappingOutcome =
        wanted === null
          ? await ask(actions.remove, scope)
          : await ask(actions.save, { ...scope, urls: wanted })
      if (outcome.ok) return saving.onSaved(against, wanted)
      saving.onRefused()
      if (outcome.conflict) setConflict({ ...outcome.conflict, wanted })
      else if (outcome.urlIndex !== undefined) setError(outcome.urlIndex, outcome.reason)
      else setProblem(outcome.reason)
    })
  }

  /** Checks each field where it stands, then saves. An empty further field counts as left out. */
  function submit(): void {
    const trimmed = fields.map((one) => ({ ...one, url: one.url.trim() }))
    const checked = trimmed
      .filter(({ url }, at) => url !== '' || at === 0)
      .map((one) => ({ ...one, error: reasonAgainst(one.url) }))
    setFields(checked)
    if (checked.every((one) => one.error === null)) put(checked.map((one) => one.url))
  }

  return {
    fields,
    conflict,
    problem,
    isSaving,
    submit,
    change: (key: number, url: string) =>
      setFields((old) => old.map((one) => (one.key === key ? { ...one, url, error: null } : one))),
    add: () => setFields((old) => [...old, field('')]),
    drop: (key: number) => setFields((old) => old.filter((one) => one.key !== key)),
    deliverNothing: () => put([]),
    remove: () => put(null),
    takeTheirs: () => {
      setFields(fieldsFor(conflict?.now ?? null))
      setExpected(conflict?.now ?? null)
      setConflict(null)
    },
    saveMine: () => conflict && put(conflict.wanted, conflict.now),
  }
}

export type MappingForm = ReturnType<typeof useMappingForm>

function reasonAgainst(url: string): string | null {
  const checked = checkUrl(url)
  return checked.ok ? null : checked.reason
}
