import { checkRpcServerIp } from '#lib/lc-serv-cfg/check-rpc-server-ip.ts'
import { checkUrl } from '#lib/lc-serv-cfg/check-url.ts'
import {
  type ConfigFile,
  type ConfigLine,
  isDirectiveName,
  latin1Bytes,
  type MappingLine,
  rpcServerLines,
} from '#lib/lc-serv-cfg/parse.ts'
import { EVENT_TYPES } from '#lib/livechat/catalogue.ts'

const LF = 0x0a
const CR = 0x0d

/** Event type to URLs, in order. A type that is absent and one with an empty list both have no URL in the file. */
export type ConfigMappings = ReadonlyMap<string, readonly string[]>

/** The file as it was read, to the byte. */
export function printConfig(file: ConfigFile): Uint8Array {
  return concat([file.bom, ...file.lines.map((line) => line.raw)])
}

/**
 * The file with these mappings: only lines of event types whose URLs differ are changed, removed or added.
 * The i-th URL of a type goes to its i-th line with one; further URLs to lines without one, then after its last line.
 * Throws RangeError on a URL that `checkUrl` refuses, or a type that `isDirectiveName` refuses: check first.
 * @param rpcServerIp what RPC_SERVER_IP shall say, null for no such line; left out, its lines stay as they are.
 */
export function printWithMappings(
  file: ConfigFile | null,
  mappings: ConfigMappings,
  rpcServerIp?: string | null,
): Uint8Array {
  return print(file, mappings, { keepRepeats: true, rpcServerIp })
}

type PrintOptions = { keepRepeats: boolean; rpcServerIp: string | null | undefined }

function print(file: ConfigFile | null, mappings: ConfigMappings, options: PrintOptions): Uint8Array {
  const source = file ?? { bom: new Uint8Array(0), lines: [] }
  const ending = fileEnding(source)
  const edits = new Map<ConfigLine, Uint8Array[]>()
  const present = mappingLines(source)
  for (const [eventType, lines] of present) {
    const urls = mappings.get(eventType) ?? []
    if (!saysAlready(lines, urls, options)) editType(lines, urls, ending, edits)
  }
  const absent = inCatalogueOrder([...mappings.keys()].filter((eventType) => !present.has(eventType)))
  const added = absent.flatMap((eventType) =>
    (mappings.get(eventType) ?? []).map((url) => latin1Bytes(newLine(eventType, url, ending))),
  )
  const furtherRpc = editRpcServerIp(source, options.rpcServerIp, edits, ending)
  const lastMapping = added.length > 0 ? null : source.lines.findLast((line) => line.kind === 'mapping')
  const kept = source.lines.flatMap((line) => [
    ...(edits.get(line) ?? [line.raw]),
    ...(line === lastMapping ? furtherRpc : []),
  ])
  const atEnd = lastMapping ? added : [...added, ...furtherRpc]
  return concat([source.bom, ...keptApart(withEndings([...kept, ...atEnd], ending))])
}

/** Edits the lines of RPC_SERVER_IP that there are. @returns the line to add when there is none to edit. */
function editRpcServerIp(
  file: ConfigFile,
  wanted: string | null | undefined,
  edits: Map<ConfigLine, Uint8Array[]>,
  ending: string,
): Uint8Array[] {
  if (wanted === undefined) return []
  const lines = rpcServerLines(file)
  const withValue = lines.filter((line) => line.value !== '')
  if (wanted === null) {
    // All of them: the second would count once the first is gone.
    for (const line of withValue) edits.set(line, [])
    return []
  }
  const checkedValue = checkRpcServerIp(wanted)
  if (!checkedValue.ok) throw new RangeError(checkedValue.reason)
  const line = withValue[0] ?? lines[0]
  if (line === undefined) return [latin1Bytes(`RPC_SERVER_IP ${wanted}${ending}`)]
  const end = line.valueStart + line.value.length
  if (line.value !== wanted) edits.set(line, [withText(line, line.valueStart, end, wanted)])
  return []
}

/**
 * The file for the chat server itself: each of the twelve event types, and each mapped one, has one line that points to
 * the ingest URL; all lines that are not mappings stay. A repeated line goes: Bellhop does the fan-out,
 * and a second call would be a second event. Throws as `printWithMappings` does.
 * @param rpcServerIp Bellhop's own HOST:PORT, to which RPC_SERVER_IP then points; left out, its lines stay.
 */
export function printBridge(
  file: ConfigFile | null,
  ingestUrl: string,
  mappedTypes: Iterable<string>,
  rpcServerIp?: string,
): Uint8Array {
  const named = file === null ? [] : mappingLines(file).keys()
  const types = new Set([...EVENT_TYPES, ...mappedTypes, ...named])
  const mappings = new Map([...types].map((eventType) => [eventType, [ingestUrl]]))
  return print(file, mappings, { keepRepeats: false, rpcServerIp })
}

/** The mapping lines of a file by event type, in the order in which the types first appear. */
export function mappingLines(file: ConfigFile): Map<string, MappingLine[]> {
  const byType = new Map<string, MappingLine[]>()
  for (const line of file.lines) {
    if (line.kind !== 'mapping') continue
    const lines = byType.get(line.eventType)
    if (lines === undefined) byType.set(line.eventType, [line])
    else lines.push(line)
  }
  return byType
}

// An import maps a URL that is written twice once, so a file with both lines still says what is mapped.
function saysAlready(lines: readonly MappingLine[], urls: readonly string[], options: PrintOptions): boolean {
  const present = lines.map((line) => line.url).filter((url) => url !== '')
  return sameList(present, urls) || (options.keepRepeats && sameList([...new Set(present)], urls))
}

function editType(
  lines: readonly MappingLine[],
  urls: readonly string[],
  ending: string,
  edits: Map<ConfigLine, Uint8Array[]>,
): void {
  const withOne = lines.filter((line) => line.url !== '')
  const lastWithOne = withOne.at(-1)?.number ?? 0
  const free = lines.filter((line) => line.url === '' && line.number > lastWithOne)
  const slots = [...withOne, ...free]
  slots.forEach((line, i) => {
    const url = urls[i]
    if (url !== undefined && url !== line.url) edits.set(line, [withUrl(line, url)])
    else if (url === undefined && line.url !== '') edits.set(line, [])
  })
  const last = lines.at(-1)
  const further = urls.slice(slots.length)
  if (last === undefined || further.length === 0) return
  const copies = further.map((url) => withUrl(last, url))
  edits.set(last, withEndings([...(edits.get(last) ?? [last.raw]), ...copies], ending))
}

function withUrl(line: MappingLine, url: string): Uint8Array {
  return withText(line, line.urlStart, line.urlEnd, checked(url))
}

function withText(line: ConfigLine, start: number, end: number, text: string): Uint8Array {
  const needsBlank = start === 0 || !isBlank(line.raw[start - 1])
  return concat([
    line.raw.subarray(0, start),
    latin1Bytes((needsBlank ? ' ' : '') + text),
    line.raw.subarray(end),
  ])
}

function newLine(eventType: string, url: string, ending: string): string {
  if (!isDirectiveName(eventType)) {
    throw new RangeError(`lc_serv.cfg cannot name the event type ${JSON.stringify(eventType)}.`)
  }
  return `EVENT_${eventType} ${checked(url)}${ending}`
}

function checked(url: string): string {
  const result = checkUrl(url)
  if (!result.ok) throw new RangeError(result.reason)
  return result.url
}

/** The line ending to write: that of the last line which has one. */
function fileEnding(file: ConfigFile): string {
  return file.lines.findLast((line) => line.ending !== '')?.ending ?? '\n'
}

/** Every line but the last gets an ending if it has none. */
function withEndings(lines: readonly Uint8Array[], ending: string): Uint8Array[] {
  return lines.map((line, i) => {
    const last = line.at(-1)
    if (i === lines.length - 1 || last === LF || last === CR) return line
    return concat([line, latin1Bytes(ending)])
  })
}

// A line that goes may leave a CR before the LF of an empty line: together they would be one line end.
function keptApart(lines: readonly Uint8Array[]): Uint8Array[] {
  return lines.flatMap((line, i) =>
    lines[i - 1]?.at(-1) === CR && line[0] === LF ? [Uint8Array.of(LF), line] : [line],
  )
}

function inCatalogueOrder(eventTypes: readonly string[]): string[] {
  const known: readonly string[] = EVENT_TYPES
  const rank = (eventType: string) => (known.includes(eventType) ? known.indexOf(eventType) : known.length)
  return eventTypes.toSorted((a, b) => rank(a) - rank(b))
}

function sameList(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((item, i) => item === b[i])
}

function isBlank(byte: number | undefined): boolean {
  return byte === 0x20 || byte === 0x09
}

/** All parts, one after another. */
export function concat(parts: readonly Uint8Array[]): Uint8Array {
  const out = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let length = 0
  for (const part of parts) {
    out.set(part, length)
    length += part.length
  }
  return out
}
