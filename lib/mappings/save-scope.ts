import {
  type NewestRevision,
  newestRevision,
  type ScopeState,
  sameUrls,
  type Transaction,
} from '#lib/mappings/scope.ts'

/** Rows of one INSERT: far below what a statement's parameters can number. */
const BATCH = 1000

export type ScopeChange = {
  licence: string | null
  before: ScopeState
  after: ScopeState
  actor: string
  /** What the history calls the change, such as 'edit' or 'import'. */
  source: string
  /** The imported file. */
  file?: Uint8Array
  /** RPC_SERVER_IP from now on, null for none; left out, it stays. */
  rpcServerIp?: string | null
  /** The revision whose file an export starts from now on; left out, it stays, or is the one of `file`. */
  fileRevision?: number | null
}

/**
 * Writes a scope's new state, a revision with it, and registers the licence. Call it under the scope's lock, with
 * URLs that were checked. A change that changes nothing writes no revision, unless it brings a file.
 * @returns the id of the newest revision; null when there is none yet.
 */
export async function saveScope(tx: Transaction, change: ScopeChange): Promise<number | null> {
  const { licence, before, after } = change
  const touched = [...new Set([...before.keys(), ...after.keys()])].filter(
    (eventType) => !sameUrls(before.get(eventType) ?? null, after.get(eventType) ?? null),
  )
  if (touched.length === 0 && !change.file) {
    const newest = await newestRevision(tx, licence)
    if (isBesideSame(newest, change)) return newest?.id ?? null
  }
  await replaceMappings(tx, licence, touched, after)
  if (licence !== null) await tx.licence.createMany({ data: [{ number: licence }], skipDuplicates: true })
  return writeRevision(tx, change)
}

function isBesideSame(newest: NewestRevision | null, change: ScopeChange): boolean {
  const { rpcServerIp, fileRevision } = change
  const isSameRpc = rpcServerIp === undefined || rpcServerIp === (newest?.rpcServerIp ?? null)
  return isSameRpc && (fileRevision === undefined || fileRevision === (newest?.fileRevision ?? null))
}

/**
 * Writes a row of the history. Its mappings are the scope's state after the change; RPC_SERVER_IP and the file in
 * force come from the scope's newest revision unless the change brings them.
 */
export async function writeRevision(
  tx: Transaction,
  { licence, after, actor, source, file, ...beside }: Omit<ScopeChange, 'before'>,
): Promise<number> {
  const newest = await newestRevision(tx, licence)
  const rpcServerIp = beside.rpcServerIp === undefined ? newest?.rpcServerIp : beside.rpcServerIp
  const fileRevision = beside.fileRevision === undefined ? newest?.fileRevision : beside.fileRevision
  const mappings = Object.fromEntries(after)
  const data = { licence, source, actor, mappings, rpcServerIp, file: file ? Buffer.from(file) : null }
  const { id } = await tx.mappingRevision.create({ data: { ...data, fileRevision }, select: { id: true } })
  if (file)
    await tx.mappingRevision.update({ where: { id }, data: { fileRevision: id }, select: { id: true } })
  return id
}

async function replaceMappings(
  tx: Transaction,
  licence: string | null,
  eventTypes: string[],
  after: ScopeState,
): Promise<void> {
  for (const some of batches(eventTypes)) {
    await tx.mapping.deleteMany({ where: { licence, eventType: { in: some } } })
  }
  const endpoints = await findOrCreateEndpoints(
    tx,
    eventTypes.flatMap((eventType) => after.get(eventType) ?? []),
  )
  const endpointOf = (url: string) => {
    const id = endpoints.get(url)
    if (!id) throw new Error(`The endpoint ${url} was not made`)
    return id
  }
  const rows = eventTypes.flatMap((eventType) => {
    const urls = after.get(eventType)
    const targets = urls?.length === 0 ? [null] : (urls ?? []).map(endpointOf)
    return targets.map((endpointId, position) => ({ licence, eventType, endpointId, position }))
  })
  for (const some of batches(rows)) await tx.mapping.createMany({ data: some })
}

async function findOrCreateEndpoints(tx: Transaction, urls: string[]): Promise<Map<string, string>> {
  const found = new Map<string, string>()
  // In one order everywhere, so that two writers who bring the same URLs never wait for each other in a circle.
  for (const some of batches([...new Set(urls)].toSorted())) {
    await tx.endpoint.createMany({ data: some.map((url) => ({ url })), skipDuplicates: true })
    const rows = await tx.endpoint.findMany({ where: { url: { in: some } }, select: { id: true, url: true } })
    for (const { id, url } of rows) found.set(url, id)
  }
  return found
}

function batches<T>(items: T[]): T[][] {
  return Array.from({ length: Math.ceil(items.length / BATCH) }, (_, index) =>
    items.slice(index * BATCH, (index + 1) * BATCH),
  )
}
