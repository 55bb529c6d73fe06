import { useState, useTransition } from 'react'
import { ask } from '#components/ui/ask.ts'
import type { ShownImport, ShownPlan } from '#lib/lc-serv-cfg/bound-plan.ts'
import { MAX_FILE_BYTES } from '#lib/lc-serv-cfg/file-limits.ts'
import { mendLine } from '#lib/lc-serv-cfg/mend-line.ts'
import type { RevisionStamp } from '#lib/mappings/scope.ts'
import type { ConfigActions } from './config-actions.ts'

export type ChosenFile = { name: string; bytes: Uint8Array }

export type ImportDone = { plan: ShownPlan; revision: number; name: string }

/** The way of one import: a file, its plan, what was done. Nothing is written before `confirm`. */
export function useImport(licence: string | null, actions: ConfigActions) {
  const [file, setFile] = useState<ChosenFile | null>(null)
  const [keepUnnamed, setKeepUnnamed] = useState(false)
  const [planned, setPlanned] = useState<(ShownImport & { licence: string | null }) | null>(null)
  const [leaveOut, setLeaveOut] = useState<number[]>([])
  const [done, setDone] = useState<ImportDone | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  /** Who changed the scope since the plan was made. */
  const [stale, setStale] = useState<RevisionStamp | null>(null)
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
    show(outcome, options.licence)
  }

  /** What was left out stays so while the line is wrong. */
  function show({ plan: shown, revision }: ShownImport, scope: string | null): void {
    setLeaveOut((before) => before.filter((line) => shown.errors.some((error) => error.line === line)))
    setPlanned({ plan: shown, revision, licence: scope })
  }

  function plan(chosen: ChosenFile, options: Partial<Parameters<typeof readPlan>[1]> = {}): void {
    setProblem(null)
    setStale(null)
    setDone(null)
    startPlanning(() => readPlan(chosen, { keepUnnamed, licence, ...options }))
  }

  async function apply(chosen: ChosenFile, { revision }: ShownImport) {
    const request = { file: chosen.bytes, licence, keepUnnamed, baseRevision: revision, leaveOut }
    const outcome = await ask(actions.apply, request)
    if (outcome.ok) {
      setDone({ plan: outcome.plan, revision: outcome.revision, name: chosen.name })
      setPlanned(null)
      return setFile(null)
    }
    setProblem(outcome.reason)
    // The plan as it is now, so that it is read again before it is confirmed.
    if (!('conflict' in outcome) || !outcome.conflict) return
    setStale(outcome.conflict.by)
    show(outcome.conflict, licence)
  }

  function confirm(): void {
    setProblem(null)
    setStale(null)
    if (file && current) startApplying(() => apply(file, current))
  }

  return {
    file,
    planned: current,
    keepUnnamed,
    done,
    problem,
    stale,
    isPlanning,
    isApplying,
    choose: (chosen: ChosenFile) => {
      setLeaveOut([])
      plan(chosen)
    },
    leaveOut,
    setLeftOut: (lines: number[], isOut: boolean) =>
      setLeaveOut((before) => [...before.filter((line) => !lines.includes(line)), ...(isOut ? lines : [])]),
    /** Writes another text on a line of the file here, and plans again. */
    mend: (line: number, text: string) =>
      file && plan({ name: file.name, bytes: mendLine(file.bytes, line, text) }),
    keep: (wanted: boolean) => file && plan(file, { keepUnnamed: wanted }),
    /** The same file, for another scope. */
    rescope: (chosen: string | null) => file && current && plan(file, { licence: chosen }),
    confirm,
    discard: () => {
      setFile(null)
      setPlanned(null)
      setProblem(null)
      setStale(null)
    },
  }
}

function sayTooLarge({ name, bytes }: ChosenFile): string | null {
  if (bytes.length <= MAX_FILE_BYTES) return null
  const most = `At most ${MAX_FILE_BYTES / 1024 / 1024} MB are read.`
  return `${name} has ${bytes.length.toLocaleString('en')} bytes. ${most}`
}

export type ImportFlow = ReturnType<typeof useImport>
