import type { ConfigFile } from '#lib/lc-serv-cfg/parse.ts'

export type BridgeWarning = { line: number | null; message: string }

/**
 * What a bridge file cannot do by its mapping lines alone. NEW_LICENCE is requested from the server that RPC_SERVER_IP
 * names, whatever its URL says; an older revision of the RPC page demands the directive for any event.
 */
export function bridgeWarnings(file: ConfigFile | null, ingestUrl: string): BridgeWarning[] {
  const url = URL.parse(ingestUrl)
  const port = url?.port || (url?.protocol === 'https:' ? '443' : '80')
  const target = `${url?.hostname ?? ''}:${port}`
  const lines = (file?.lines ?? []).flatMap((line) =>
    line.kind === 'other' && line.name.toUpperCase() === 'RPC_SERVER_IP' ? [line] : [],
  )
  if (lines.length === 0) {
    const message = `The file has no RPC_SERVER_IP. NEW_LICENCE may not arrive: add RPC_SERVER_IP with the address of Bellhop (${target}).`
    return [{ line: null, message }]
  }
  return lines
    .filter((line) => line.value !== target)
    .map((line) => ({
      line: line.number,
      message: `NEW_LICENCE is requested from ${line.value || 'no server'}, not from ${target}. Point RPC_SERVER_IP to Bellhop by its address.`,
    }))
}
