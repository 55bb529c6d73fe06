import { checkRpcServerIp } from '#lib/lc-serv-cfg/check-rpc-server-ip.ts'
import { checkUrl } from '#lib/lc-serv-cfg/check-url.ts'
import { type ConfigFile, type MappingLine, rpcServerLines } from '#lib/lc-serv-cfg/parse.ts'
import { mappingLines } from '#lib/lc-serv-cfg/print.ts'
import { describeEventType } from '#lib/livechat/catalogue.ts'
import { noteUnknownType } from '#lib/livechat/event-type-spelling.ts'
import { MAX_EVENT_TYPE_LENGTH, MAX_URLS } from '#lib/mappings/limits.ts'

/** Something odd that does not stop the import. `lines` is empty when it concerns the whole file. */
export type PlanWarning = {
  lines: number[]
  eventType: string | null
  message: string
  /** It is about an address that may not be called, as this process was started. */
  isAddress?: true
}

/** Something that stops the import. `line` is null when it concerns the whole file. */
export type PlanError = {
  line: number | null
  eventType: string | null
  message: string
  /** There when the line is that of RPC_SERVER_IP. */
  directive?: 'RPC_SERVER_IP'
}

/** One error for each line that cannot be used, in the order of the file. */
export function checkLines(file: ConfigFile): PlanError[] {
  const urls = new Map<string, Set<string>>()
  const counting = rpcServerLines(file).find((line) => line.value !== '')
  return file.lines.flatMap((line) => {
    if (line === counting) return wrongRpcServerIp(line.number, counting.value)
    if (line.kind !== 'mapping' || line.url === '') return []
    const checked = checkUrl(line.url)
    const message = checked.ok ? (tooLongType(line) ?? tooMany(urls, line)) : checked.reason
    return message === null ? [] : [{ line: line.number, eventType: line.eventType, message }]
  })
}

function wrongRpcServerIp(line: number, value: string): PlanError[] {
  const checked = checkRpcServerIp(value)
  return checked.ok ? [] : [{ line, eventType: null, message: checked.reason, directive: 'RPC_SERVER_IP' }]
}

function tooLongType({ eventType }: MappingLine): string | null {
  if (eventType.length <= MAX_EVENT_TYPE_LENGTH) return null
  return `The event type has ${eventType.length} characters. At most ${MAX_EVENT_TYPE_LENGTH} are allowed.`
}

function tooMany(urls: Map<string, Set<string>>, line: MappingLine): string | null {
  const ofType = urls.get(line.eventType) ?? new Set<string>()
  urls.set(line.eventType, ofType)
  if (ofType.size >= MAX_URLS && !ofType.has(line.url)) {
    return `${line.eventType} has ${MAX_URLS} URLs already, which is the most.`
  }
  ofType.add(line.url)
  return null
}

/** All warnings of a file: those of each event type in the order of the file, then of lines that are no mappings. */
export function warnings(file: ConfigFile): PlanWarning[] {
  const byType = mappingLines(file)
  const found = [...byType].flatMap(([eventType, lines]) => typeWarnings(eventType, lines))
  for (const line of file.lines) {
    if (line.kind !== 'other' || !line.isAlmostMapping) continue
    const message = `${line.name} is not a name and a URL with a blank between them. Nothing is mapped, the line is kept.`
    found.push({ lines: [line.number], eventType: null, message })
  }
  found.push(...rpcServerWarnings(file))
  if (byType.size === 0) {
    found.unshift({ lines: [], eventType: null, message: 'The file names no event. Is it the right file?' })
  }
  return found
}

function typeWarnings(eventType: string, lines: readonly MappingLine[]): PlanWarning[] {
  const withUrl = lines.filter((line) => line.url !== '')
  const candidates = [
    { lines: lines.filter((line) => line.url === ''), message: 'No URL on the line: it maps nothing.' },
    {
      lines: withUrl.length > 1 ? withUrl : [],
      message:
        'More than one line for this event: each URL is called. What the chat server itself does with a repeated line is undocumented.',
    },
    {
      lines: repeated(withUrl),
      message: 'The same URL again: it is mapped once.',
    },
    { lines: [...lines], message: noteUnknownType(eventType) },
    { lines: withUrl.filter((line) => /^http:/i.test(line.url)), message: plainHttp(eventType) },
    {
      lines: lines.filter((line) => /[a-z]/.test(line.name)),
      message: 'The name is in lower case. It is read as upper case, and an export keeps the spelling.',
    },
  ]
  return candidates.flatMap((candidate) =>
    candidate.message === null || candidate.lines.length === 0
      ? []
      : [{ lines: candidate.lines.map((line) => line.number), eventType, message: candidate.message }],
  )
}

function repeated(lines: readonly MappingLine[]): MappingLine[] {
  const seen = new Set<string>()
  return lines.filter(({ url }) => seen.size === seen.add(url).size)
}

function rpcServerWarnings(file: ConfigFile): PlanWarning[] {
  const lines = rpcServerLines(file)
  const withValue = lines.filter((line) => line.value !== '')
  const numbers = (some: typeof lines) => some.map((line) => line.number)
  return [
    {
      lines: numbers(lines.filter((line) => line.value === '')),
      message: 'RPC_SERVER_IP has no value on the line: it says nothing.',
    },
    {
      lines: numbers(withValue.slice(1)),
      message: `RPC_SERVER_IP again: the first (line ${withValue[0]?.number}) counts.`,
    },
  ].flatMap((one) => (one.lines.length > 0 ? [{ ...one, eventType: null }] : []))
}

function plainHttp(eventType: string): string | null {
  const parameters = describeEventType(eventType)?.parameters ?? []
  if (parameters.some((parameter) => parameter.class === 'secret')) {
    return 'Plain http: passwords travel in the clear. Use https where the receiver can.'
  }
  if (parameters.some((parameter) => parameter.type === 'encoded text')) {
    return 'Plain http: whole conversations travel in the clear. Use https where the receiver can.'
  }
  return null
}
