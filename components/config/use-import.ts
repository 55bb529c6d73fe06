import { useState, useTransition } from 'react'
import { ask } from '#components/ui/ask.ts'
import { MAX_FILE_BYTES } from '#lib/lc-serv-cfg/file-limits.ts'
import type { PlannedImport } from '#lib/lc-serv-cfg/import-config.ts'
import type { ImportPlan } from '#lib/lc-serv-cfg/plan.ts'
import type { ConfigActions } from './config-actions.ts'

export type ChosenFile = { name: string; bytes: Uint8Array }

export type ImportDone = { plan: ImportPlan; revision: number; name: string }

/** The way of one import: a file, its plan, what was done. Nothing is written before `confirm`. */
export function useImport(licence: string | null, actions: ConfigActions) {
  const [file, setFile] = useState<ChosenFile | null>(null)
  const [keepUnnamed, setKeepUnnamed] = useState(false)
  const [planned, setPlanned] = useState<(PlannedImport & { licence: string | null }) | null>(null)
  const [done, setDone] = useState<ImportDone | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const [isPlanning, startPlanning] = useTransition()
  const [isApplying, startApplying] = useTransition()

  /** The plan of another scope is none of this page. */
  const current = planned?.licence === licence ? planned : null

  async function readPlan(chosen: ChosenFile, options: { keepUnnamed: boolean; licence: string | null }) {
    const tooLarge = sayTooLarge(chosen)
    if (tooLarge) return setProblem(tooLarge)
    const outcome = await ask(actions.plan, { file: chosen.bytes, ...options })
    if (!outcome.ok) return setProblem(outcome.reason)
    setFile(chosen)
    setKeepUnnamed(options.keepUnnamed)
    setPlanned({ plan: outcome.plan, revision: outcome.revision, licence: options.licence })
  }

  function plan(chosen: ChosenFile, options: Partial<Parameters<typeof readPlan>[1]> = {}): void {
    setProblem(null)
    setDone(null)
    startPlanning(() => readPlan(chosen, { keepUnnamed, licence, ...options }))
  }

  async function apply(chosen: ChosenFile, { plan: shown, revision }: PlannedImport) {
    const leaveOutErrors = shown.errors.length > 0
    const request = { file: chosen.bytes, licence, keepUnnamed, baseRevision: revision, leaveOutErrors }
    const outcome = await ask(actions.apply, request)
    if (outcome.ok) {
      setDone({ plan: outcome.plan, revision: outcome.revision, name: chosen.name })
      setPlanned(null)
      return setFile(null)
    }
    setProblem(outcome.reason)
    // The plan as it is now, so that it is read again before it is confirmed.
    if ('conflict' in outcome) setPlanned({ ...outcome.conflict, licence })
  }

  function confirm(): void {
    setProblem(null)
    if (file && current) startApplying(() => apply(file, current))
  }

  return {
    file,
    planned: current,
    keepUnnamed,
    done,
    problem,
    isPlanning,
    isApplying,
    choose: (chosen: ChosenFile) => plan(chosen),
    keep: (wanted: boolean) => file && plan(file, { keepUnnamed: wanted }),
    /** The same file, for another scope. */
    rescope: (chosen: string | null) => file && current && plan(file, { licence: chosen }),
    confirm,
    discard: () => {
      setFile(null)
      setPlanned(null)
      setProblem(null)
    },
  }
}

function sayTooLarge({ name, bytes }: ChosenFile): string | null {
  if (bytes.length <= MAX_FILE_BYTES) return null
  const most = `At most ${MAX_FILE_BYTES / 1024 / 1024} MB are read.`
  return `${name} has ${bytes.length.toLocaleString('en')} bytes. ${most}`
}

export type ImportFlow = ReturnType<typeof useImport>
