import { type BlockList, isIP } from 'node:net'
import { type IpFamily, isLoopback, networkOf, tierOf } from './special-addresses.ts'

export type AllowEntry = {
  /** As in DISPATCH_ALLOW, bare addresses with their prefix: `10.0.0.5/32:8443`. */
  text: string
  family: IpFamily
  addresses: BlockList
  /** null: any port. */
  port: number | null
}

export type AddressPolicy = {
  allow: readonly AllowEntry[]
  /** Bellhop's own ports (database, console): never called on this machine, whatever is allowed. */
  ownPorts: readonly number[]
  /** The database, wherever it is: never called, whatever is allowed. `hostname` may be a name. */
  database?: { hostname: string; port: number }
  /** This machine's addresses besides loopback. The guarded agent fills them in at each connection. */
  ownAddresses?: readonly string[]
  /** What `database.hostname` leads to. Filled in when its port is called. */
  databaseAddresses?: readonly string[]
}

export type Judgement = { allowed: true } | { allowed: false; reason: string }

const ENTRY =
  /^(?:\[(?<bracketed>[^\]]*)\]|(?<plain>[^[\]/]*?))(?:\/(?<prefix>\d{1,3}))?(?::(?<port>\d{1,5}))?$/

/** One spelling for each address: no zone, IPv6 short and lower case, IPv4 in mapped IPv6 taken out. null: not an IP. */
export function canonicalAddress(ip: string): { address: string; family: IpFamily } | null {
  const withoutZone = ip.replace(/%.*$/, '')
  const version = isIP(withoutZone)
  if (version === 0) return null
  if (version === 4) return { address: withoutZone, family: 'ipv4' }
  const address = new URL(`http://[${withoutZone}]`).hostname.slice(1, -1)
  const mapped = /^::ffff:([0-9a-f]{1,4}):([0-9a-f]{1,4})$/.exec(address)
  if (!mapped) return { address, family: 'ipv6' }
  const [high, low] = [Number.parseInt(mapped[1] ?? '', 16), Number.parseInt(mapped[2] ?? '', 16)]
  return { address: [high >> 8, high & 255, low >> 8, low & 255].join('.'), family: 'ipv4' }
}

function parseEntry(text: string): AllowEntry | string {
  // A bare IPv6 address ends in what looks like a port, so it is recognised before the pattern.
  const { bracketed, plain, prefix, port } =
    isIP(text) === 0
      ? (ENTRY.exec(text)?.groups ?? {})
      : { plain: text, bracketed: undefined, prefix: undefined, port: undefined }
  const written = bracketed ?? plain ?? ''
  const version = isIP(written)
  if (version === 0 || written.includes('%') || (bracketed !== undefined && version !== 6)) {
    return `has "${text}". Write address/prefix or address/prefix:port, such as 10.0.0.5/32:8443 or [fd00::]/8:443.`
  }
  const canonical = canonicalAddress(written)
  if (canonical === null || (version === 6 && canonical.family === 'ipv4')) {
    return `has "${text}". Write it as the IPv4 address that it holds.`
  }
  const widest = version === 4 ? 32 : 128
  const bits = prefix === undefined ? widest : Number(prefix)
  if (bits > widest) return `has "${text}". The prefix must be at most ${widest}.`
  const portNumber = port === undefined ? null : Number(port)
  if (portNumber === 0 || (portNumber ?? 0) > 65535) return `has "${text}". The port must be 1 to 65535.`
  return {
    text: spell(canonical.address, canonical.family, bits, portNumber),
    family: canonical.family,
    addresses: networkOf(canonical.address, bits, canonical.family),
    port: portNumber,
  }
}

function spell(address: string, family: IpFamily, bits: number, port: number | null): string {
  if (port === null) return `${address}/${bits}`
  return family === 'ipv4' ? `${address}/${bits}:${port}` : `[${address}]/${bits}:${port}`
}

/**
 * Reads DISPATCH_ALLOW: comma-separated `CIDR[:port]`; a bare address is that address alone; empty allows nothing.
 * The reason of a refusal continues the sentence "DISPATCH_ALLOW …".
 */
export function parseAllow(
  text: string,
): { ok: true; policy: AddressPolicy } | { ok: false; reason: string } {
  const allow: AllowEntry[] = []
  for (const part of text.split(',')) {
    const trimmed = part.trim()
    if (trimmed === '') continue
    const entry = parseEntry(trimmed)
    if (typeof entry === 'string') return { ok: false, reason: entry }
    allow.push(entry)
  }
  return { ok: true, policy: { allow, ownPorts: [] } }
}

const names = (addresses: readonly string[] | undefined, address: string) =>
  addresses?.some((one) => canonicalAddress(one)?.address === address) ?? false

const isPort = (port: number) => Number.isInteger(port) && port >= 1 && port <= 65_535

/**
 * Whether Bellhop may call this address and port. Pure. `ip`: any spelling that net.isIP knows; a name is refused.
 * The reason says what to set when setting something would help.
 */
export function judgeAddress(ip: string, port: number, policy: AddressPolicy): Judgement {
  const canonical = canonicalAddress(ip)
  if (canonical === null) return { allowed: false, reason: `${ip} is not an IP address.` }
  if (!isPort(port)) {
    const reason = `There is no port ${port}. Correct the port of the URL or of the connect-to.`
    return { allowed: false, reason }
  }
  const { address, family } = canonical
  const isHere = isLoopback(address, family) || names(policy.ownAddresses, address)
  const isDatabase = port === policy.database?.port && names(policy.databaseAddresses, address)
  if (isDatabase || (isHere && policy.ownPorts.includes(port))) {
    return { allowed: false, reason: `Port ${port} on ${address} is Bellhop's own. It is never called.` }
  }
  const place = tierOf(address, family)
  if (place.tier === 'never') {
    return {
      allowed: false,
      reason: `${address} is ${place.what}. Bellhop never calls it; no setting changes that.`,
    }
  }
  // A public address of this machine reaches, past any firewall, all that listens here.
  if (place.tier === 'public' && !isHere) return { allowed: true }
  return judgeByAllow({ address, family, port }, place.tier === 'private' ? 'private' : HERE, policy)
}

const HERE = 'an address of this machine'

function judgeByAllow(
  { address, family, port }: { address: string; family: IpFamily; port: number },
  kind: string,
  policy: AddressPolicy,
): Judgement {
  const named = policy.allow.filter(
    (entry) => entry.family === family && entry.addresses.check(address, family),
  )
  if (named.some((entry) => entry.port === null || entry.port === port)) return { allowed: true }
  const bits = family === 'ipv4' ? 32 : 128
  const missing = spell(address, family, bits, named.length > 0 ? port : null)
  const value = [...policy.allow.map((entry) => entry.text), missing].join(',')
  const what = named.length > 0 ? `${kind} and not allowed on port ${port}` : kind
  return {
    allowed: false,
    reason: `${address} is ${what}. Set DISPATCH_ALLOW=${value} on the server and restart.`,
  }
}
