import { type ConfigFile, rpcServerLines } from '#lib/lc-serv-cfg/parse.ts'

export type BridgeWarning = { line: number | null; message: string }

/** HOST:PORT of an ingest URL: what RPC_SERVER_IP has to say for NEW_LICENCE to come to Bellhop. */
export function bellhopAddress(ingestUrl: string): string {
  const url = new URL(ingestUrl)
  return `${url.hostname}:${url.port || (url.protocol === 'https:' ? '443' : '80')}`
}

/**
 * What a bridge file cannot do by its mapping lines alone. NEW_LICENCE is requested from the server that RPC_SERVER_IP
 * names, whatever its URL says; an older revision of the RPC page demands the directive for any event.
 */
export function bridgeWarnings(file: ConfigFile | null, ingestUrl: string): BridgeWarning[] {
  const target = bellhopAddress(ingestUrl)
  const lines = file === null ? [] : rpcServerLines(file)
  if (lines.length === 0) {
    const message = `The file has no RPC_SERVER_IP. NEW_LICENCE may not arrive: add RPC_SERVER_IP with the address of Bellhop (${target}).`
    return [{ line: null, message }]
  }
  const counting = lines.find((line) => line.value !== '') ?? lines[0]
  if (counting === undefined || counting.value === target) return []
  const message = `NEW_LICENCE is requested from ${counting.value || 'no server'}, not from ${target}: it goes past Bellhop. Point RPC_SERVER_IP to Bellhop by its address.`
  return [{ line: counting.number, message }]
}
