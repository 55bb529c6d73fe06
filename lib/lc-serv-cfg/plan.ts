import { type FileFault, type FileSummary, fileFault, summariseFile } from '#lib/lc-serv-cfg/file-limits.ts'
import {
  type ConfigFile,
  type ConfigLine,
  type MappingLine,
  parseConfig,
  rpcServerLines,
} from '#lib/lc-serv-cfg/parse.ts'
import { checkLines, type PlanError, type PlanWarning, warnings } from '#lib/lc-serv-cfg/plan-findings.ts'
import { mappingLines } from '#lib/lc-serv-cfg/print.ts'
import { showBytes } from '#lib/livechat/show-bytes.ts'

/** What a line does to the mappings; `warning` only where it does nothing else. */
export type LineMark = 'added' | 'changed' | 'same' | 'warning' | 'error'

export type PlannedLine = { number: number; text: string; mark: LineMark | null }

/** One event type before and after. null: not mapped in this scope; an empty list: mapped to "deliver nothing". */
export type PlannedChange = {
  eventType: string
  lines: number[]
  from: string[] | null
  to: string[] | null
  /** A line where a removed event type stands as a comment. */
  asComment?: number
}

/** RPC_SERVER_IP before and after; `line` is the one that counts. */
export type PlannedRpcServerIp = {
  mark: 'added' | 'changed' | 'removed' | 'same' | 'kept'
  line: number | null
  from: string | null
  to: string | null
}

/** Plain data that survives JSON. */
export type ImportPlan = {
  file: FileSummary
  lines: PlannedLine[]
  added: PlannedChange[]
  changed: PlannedChange[]
  removed: PlannedChange[]
  unchanged: PlannedChange[]
  /** Mapped now, not named by the file, and kept because of `keepUnnamed`. */
  kept: PlannedChange[]
  warnings: PlanWarning[]
  errors: PlanError[]
  /** null when neither the scope nor the file names one. */
  rpcServerIp: PlannedRpcServerIp | null
  /** The scope's mappings after applying, as entries of a Map; a plan with errors must not be applied. */
  next: [eventType: string, urls: string[]][]
}

/** Event type to URLs of one scope, in order. An empty list is "deliver nothing"; an absent type is not mapped. */
export type CurrentMappings = ReadonlyMap<string, readonly string[]>

/**
 * What importing a file into a scope would do; nothing is written. The file replaces the scope's mappings, except that
 * `keepUnnamed` keeps the types it does not name. A type with an error on one of its lines stays as it is.
 */
export function planImport(request: {
  file: Uint8Array
  current: CurrentMappings
  /** The scope's RPC_SERVER_IP. */
  currentRpcServerIp?: string | null
  keepUnnamed?: boolean
}): ImportPlan {
  const summary = summariseFile(request.file)
  const fault = fileFault(request.file, summary)
  const plan = emptyPlan(summary)
  if (fault?.isTooLarge) {
    const rpcServerIp = keepRpcServerIp(null, request.currentRpcServerIp ?? null)
    return { ...plan, errors: [asError(fault)], rpcServerIp, next: copyEntries(request.current) }
  }
  const file = parseConfig(request.file)
  const errors = [...(fault === null ? [] : [asError(fault)]), ...checkLines(file)]
  const byType = mappingLines(file)
  const wrong = new Set(errors.map((error) => error.eventType))
  for (const eventType of new Set([...byType.keys(), ...request.current.keys()])) {
    if (wrong.has(eventType)) keepPresent(plan, eventType, request.current)
    else planType(plan, eventType, byType.get(eventType) ?? [], request)
  }
  markComments(plan.removed, file)
  const rpcServerIp = planRpcServerIp(file, errors, request)
  const lines = markLines(file, errors, { current: request.current, rpcServerIp })
  return { ...plan, lines, rpcServerIp, warnings: warnings(file), errors }
}

function emptyPlan(file: FileSummary): ImportPlan {
  const lists = { added: [], changed: [], removed: [], unchanged: [], kept: [] }
  return { file, lines: [], ...lists, warnings: [], errors: [], rpcServerIp: null, next: [] }
}

function asError(fault: FileFault): PlanError {
  return { line: fault.line, eventType: null, message: fault.message }
}

/** Finds the comments that name a removed event type: the line was taken out by hand. */
function markComments(removed: PlannedChange[], file: ConfigFile): void {
  const without = new Map(removed.filter((one) => one.lines.length === 0).map((one) => [one.eventType, one]))
  if (without.size === 0) return
  for (const line of file.lines) {
    if (line.kind !== 'comment') continue
    const named = /^[ \t]*[#;][#; \t]*EVENT_([A-Z0-9_.-]+)(?=[ \t]|$)/i.exec(line.text)?.[1]
    const change = named && without.get(named.toUpperCase())
    if (change) change.asComment ??= line.number
  }
}

function planRpcServerIp(
  file: ConfigFile,
  errors: readonly PlanError[],
  request: { currentRpcServerIp?: string | null; keepUnnamed?: boolean },
): PlannedRpcServerIp | null {
  const from = request.currentRpcServerIp ?? null
  const counting = rpcServerLines(file).find((line) => line.value !== '')
  const line = counting?.number ?? null
  const isWrong = errors.some((error) => error.directive === 'RPC_SERVER_IP')
  if (isWrong || (counting === undefined && request.keepUnnamed === true)) return keepRpcServerIp(line, from)
  const to = counting?.value ?? null
  if (from === to) return from === null ? null : { mark: 'same', line, from, to }
  return { mark: from === null ? 'added' : to === null ? 'removed' : 'changed', line, from, to }
}

function keepRpcServerIp(line: number | null, from: string | null): PlannedRpcServerIp | null {
  return from === null ? null : { mark: 'kept', line, from, to: from }
}

function copyEntries(current: CurrentMappings): [string, string[]][] {
  return [...current].map(([eventType, urls]) => [eventType, [...urls]])
}

function keepPresent(plan: ImportPlan, eventType: string, current: CurrentMappings): void {
  const urls = current.get(eventType)
  if (urls !== undefined) plan.next.push([eventType, [...urls]])
}

function planType(
  plan: ImportPlan,
  eventType: string,
  lines: readonly MappingLine[],
  request: { current: CurrentMappings; keepUnnamed?: boolean },
): void {
  const present = request.current.get(eventType)
  const from = present === undefined ? null : [...present]
  const to = wanted(lines, from, request.keepUnnamed === true)
  const change = { eventType, lines: lines.map((line) => line.number), from, to }
  if (to !== null) plan.next.push([eventType, to])
  if (from === null && to === null) return
  if (from === null) plan.added.push(change)
  else if (to === null) plan.removed.push(change)
  else if (JSON.stringify(from) !== JSON.stringify(to)) plan.changed.push(change)
  else if (lines.length === 0) plan.kept.push(change)
  else plan.unchanged.push(change)
}

function wanted(lines: readonly MappingLine[], from: string[] | null, keepUnnamed: boolean): string[] | null {
  const urls = [...new Set(lines.map((line) => line.url).filter((url) => url !== ''))]
  if (urls.length > 0) return urls
  if (lines.length === 0) return keepUnnamed ? from : null
  // A line without a URL is how an export leaves "deliver nothing", so it does not undo that.
  return from?.length === 0 ? from : null
}

function markLines(
  file: ConfigFile,
  errors: readonly PlanError[],
  { current, rpcServerIp }: { current: CurrentMappings; rpcServerIp: PlannedRpcServerIp | null },
): PlannedLine[] {
  const rpcServers = new Map<ConfigLine, LineMark>(rpcServerLines(file).map((line) => [line, 'warning']))
  const wrong = new Set(errors.map((error) => error.line))
  const wrongTypes = new Set(errors.map((error) => error.eventType))
  const seen = new Map<string, Set<string>>()
  return file.lines.map((line) => ({
    number: line.number,
    text: showLine(line),
    mark: wrong.has(line.number)
      ? 'error'
      : staysAsItIs(line, wrongTypes)
        ? null
        : (markRpcServerIp(line, rpcServerIp) ?? rpcServers.get(line) ?? markLine(line, seen, current)),
  }))
}

// Plain ASCII, as nearly every line is, hides nothing: a file of 100,000 lines need not be decoded.
function showLine({ raw, text, ending }: ConfigLine): string {
  if (/^[\t\x20-\x7e]*$/.test(text)) return text
  return showBytes(raw.subarray(0, raw.length - ending.length), 'utf-8', { keepLines: true })
}

function markRpcServerIp(line: ConfigLine, planned: PlannedRpcServerIp | null): LineMark | null {
  if (planned === null || planned.line !== line.number) return null
  return planned.mark === 'removed' || planned.mark === 'kept' ? null : planned.mark
}

// One wrong line keeps its event type as it is, so the type's other lines change nothing either.
function staysAsItIs(line: ConfigLine, wrongTypes: ReadonlySet<string | null>): boolean {
  return line.kind === 'mapping' && wrongTypes.has(line.eventType)
}

function markLine(
  line: ConfigLine,
  seen: Map<string, Set<string>>,
  current: CurrentMappings,
): LineMark | null {
  if (line.kind === 'other') return line.isAlmostMapping ? 'warning' : null
  if (line.kind !== 'mapping') return null
  if (line.url === '') return 'warning'
  const earlier = seen.get(line.eventType) ?? new Set<string>()
  seen.set(line.eventType, earlier)
  if (earlier.has(line.url)) return 'warning'
  const position = earlier.size
  earlier.add(line.url)
  const present = current.get(line.eventType)
  if (present?.includes(line.url)) return present[position] === line.url ? 'same' : 'changed'
  return present === undefined || position >= present.length ? 'added' : 'changed'
}
