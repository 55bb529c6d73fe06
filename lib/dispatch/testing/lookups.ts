import type { Lookup } from '../guarded-connect.ts'

/** Resolves every name to these. */
export const answers =
  (...addresses: string[]): Lookup =>
  async () =>
    addresses.map((address) => ({ address }))

/** Fails for any name: what must be judged as an address must never be asked for. */
export const noLookup: Lookup = async (name) => {
  throw Object.assign(new Error(`${name} was looked up`), { code: 'LOOKED_UP' })
}

/** undici takes a connection back one turn of the event loop after the answer; a request before that opens another. */
export const connectionsAreFree = () => new Promise((free) => setImmediate(free))
