import { prisma } from '#lib/db/prisma.ts'
import { type BridgeWarning, bellhopAddress, bridgeWarnings } from '#lib/lc-serv-cfg/bridge-warnings.ts'
import { type ConfigFile, isDirectiveName, type MappingLine, parseConfig } from '#lib/lc-serv-cfg/parse.ts'
import { mappingLines, printBridge, printWithMappings } from '#lib/lc-serv-cfg/print.ts'
import {
  loadScope,
  newestRevision,
  type ScopeState,
  sameUrls,
  scopeLicence,
  withScopeLocked,
} from '#lib/mappings/scope.ts'

export type ExportedConfig = {
  file: Uint8Array
  /** Mapped event types that the file has no way to name. */
  leftOut: string[]
}

export type ExportedBridge = { file: Uint8Array; warnings: BridgeWarning[] }

type ScopeFile = {
  imported: ConfigFile | null
  afterImport: ScopeState
  present: ScopeState
  /** undefined: as it was after the import, so the file's own lines hold. */
  rpcServerIp: string | null | undefined
}

/**
 * The lc_serv.cfg of a scope: the imported text in force, in which only lines of event types differ whose mappings
 * were changed since (and RPC_SERVER_IP, likewise); without an import, a line for each mapping.
 */
export async function exportConfig(licence: string | null): Promise<ExportedConfig> {
  const { imported, afterImport, present, rpcServerIp } = await loadScopeFile(scopeLicence.parse(licence))
  const inFile = imported ? mappingLines(imported) : new Map<string, MappingLine[]>()
  const lines = new Map([...present].filter(([eventType]) => isDirectiveName(eventType)))
  for (const [eventType, ofType] of inFile) {
    const isUntouched = sameUrls(afterImport.get(eventType) ?? null, present.get(eventType) ?? null)
    // Also lines that the import left out, or that are written twice, stay as they were.
    const asWritten = ofType.map((line) => line.url).filter((url) => url !== '')
    if (isUntouched) lines.set(eventType, asWritten)
  }
  const leftOut = [...present.keys()].filter((eventType) => !isDirectiveName(eventType))
  return { file: printWithMappings(imported, lines, rpcServerIp), leftOut }
}

/**
 * The lc_serv.cfg for a chat server itself: the file of a scope, in which every event line points to the ingest
 * URL. Every event type that is mapped in any scope has a line, since the chat server serves all licences.
 * @param options.pointRpcServerIp makes RPC_SERVER_IP Bellhop's own HOST:PORT; else its lines stay as they are.
 */
export async function exportBridge(
  licence: string | null,
  ingestUrl: string,
  options: { pointRpcServerIp?: boolean } = {},
): Promise<ExportedBridge> {
  const { imported } = await loadScopeFile(scopeLicence.parse(licence))
  const mapped = await prisma().mapping.findMany({ distinct: ['eventType'], select: { eventType: true } })
  const types = mapped.map((one) => one.eventType).filter(isDirectiveName)
  const own = options.pointRpcServerIp ? bellhopAddress(ingestUrl) : undefined
  const file = printBridge(imported, ingestUrl, types, own)
  return { file, warnings: bridgeWarnings(parseConfig(file), ingestUrl) }
}

/** Whether a file was imported into a scope, and what a bridge made from it could not do by its event lines alone. */
export async function readBridgeNotes(
  licence: string | null,
  baseUrl: string,
): Promise<{ hasFile: boolean; warnings: BridgeWarning[]; address: string }> {
  const { imported } = await loadScopeFile(scopeLicence.parse(licence))
  const warnings = bridgeWarnings(imported, baseUrl)
  return { hasFile: imported !== null, warnings, address: bellhopAddress(baseUrl) }
}

async function loadScopeFile(licence: string | null): Promise<ScopeFile> {
  return withScopeLocked(licence, async (tx) => {
    const newest = await newestRevision(tx, licence)
    const revision =
      newest?.fileRevision == null
        ? null
        : await tx.mappingRevision.findUnique({
            where: { id: newest.fileRevision },
            select: { file: true, mappings: true, rpcServerIp: true },
          })
    const rpcServerIp = newest?.rpcServerIp ?? null
    return {
      rpcServerIp: (revision?.rpcServerIp ?? null) === rpcServerIp ? undefined : rpcServerIp,
      imported: revision?.file ? parseConfig(revision.file) : null,
      afterImport: new Map(Object.entries((revision?.mappings ?? {}) as Record<string, string[]>)), // as saveScope writes it
      present: await loadScope(tx, licence),
    }
  })
}
