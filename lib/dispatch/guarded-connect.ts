import dns from 'node:dns/promises'
import { connect as connectTcp, isIP, type Socket } from 'node:net'
import { networkInterfaces } from 'node:os'
import { connect as connectTls } from 'node:tls'
import type { ConnectTo } from '../mappings/connect-to.ts'
import { type AddressPolicy, judgeAddress } from './address-policy.ts'
import { connectError, GuardError } from './guard-error.ts'

/** Every address of a name, as dns.lookup({ all: true }) gives them. */
export type Lookup = (hostname: string) => Promise<{ address: string }[]>

export type ConnectOptions = {
  /** From the start of resolving to the end of the TLS handshake. */
  connectTimeoutMs: number
  lookup?: Lookup
  /** PEM of certificate authorities to trust instead of the system's. */
  ca?: string
}

export type GuardedConnection = {
  socket: Socket
  address: string
  dnsMs: number | null
  connectMs: number
  tlsMs: number | null
}

/** `connectTo`: where the connection goes instead; TLS is still spoken with the host of the URL. */
type Target = ConnectTo & { protocol: string; connectTo?: ConnectTo | null }

// getaddrinfo has four threads in all: one name that hangs must not take more than one of them.
const lookupsUnderWay = new Map<string, Promise<{ address: string }[]>>()

const systemLookup: Lookup = (hostname) => {
  const underWay = lookupsUnderWay.get(hostname)
  if (underWay) return underWay
  const started = dns
    .lookup(hostname, { all: true, order: 'verbatim' })
    .finally(() => lookupsUnderWay.delete(hostname))
  lookupsUnderWay.set(hostname, started)
  return started
}

/** This machine's addresses, read anew each time: interfaces come and go. */
function ownAddresses(): string[] {
  return Object.values(networkInterfaces()).flatMap((addresses) =>
    (addresses ?? []).map((one) => one.address),
  )
}

async function within<T>(work: Promise<T>, deadline: number, onTimeout: () => GuardError): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(onTimeout()), Math.max(deadline - performance.now(), 0))
  })
  return Promise.race([work, late]).finally(() => clearTimeout(timer))
}

async function resolve(target: ConnectTo, lookup: Lookup, deadline: number): Promise<string[]> {
  try {
    const late = () => new GuardError({ kind: 'timeout', phase: 'dns' })
    const answers = await within(lookup(target.hostname), deadline, late)
    if (answers.length === 0) throw new GuardError({ kind: 'dns', detail: 'no address' })
    return answers.map((answer) => answer.address)
  } catch (error) {
    if (error instanceof GuardError) throw error
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error)
    throw new GuardError({ kind: 'dns', detail: code, cause: error })
  }
}

function judge(target: ConnectTo, addresses: string[], policy: AddressPolicy, isLiteral: boolean) {
  for (const address of addresses) {
    const judgement = judgeAddress(address, target.port, policy)
    if (judgement.allowed) continue
    const detail = isLiteral
      ? judgement.reason
      : `${target.hostname} leads to ${address}. ${judgement.reason}`
    throw new GuardError({ kind: 'policy', detail, address })
  }
}

function openSocket(address: string, port: number, deadline: number): Promise<Socket> {
  const socket = connectTcp({ host: address, port })
  // Stays for the socket's life: an error between our listeners and undici's must not end the process.
  socket.on('error', () => {})
  const opened = new Promise<Socket>((open, fail) => {
    socket.once('connect', () => open(socket))
    socket.once('error', (error) => fail(connectError(error, address)))
  })
  const late = () => {
    socket.destroy()
    return new GuardError({ kind: 'timeout', address })
  }
  return within(opened, deadline, late)
}

/** A name may lead to hundreds: of these the first are tried. All of them are judged. */
const MOST_TRIED = 6

/** Tries the vetted addresses in order; each gets its share of the time that is left, so a dead first one cannot take all. */
async function openFirst(target: ConnectTo, addresses: string[], deadline: number) {
  let lastError: unknown
  const tried = addresses.slice(0, MOST_TRIED)
  for (const [index, address] of tried.entries()) {
    const now = performance.now()
    const share = (deadline - now) / (tried.length - index)
    try {
      return { address, socket: await openSocket(address, target.port, now + share) }
    } catch (error) {
      lastError = error
    }
  }
  throw lastError
}

function secure(raw: Socket, target: ConnectTo, address: string, options: ConnectOptions, deadline: number) {
  const isAddress = isIP(target.hostname) !== 0
  const socket = connectTls({
    socket: raw,
    host: target.hostname,
    servername: isAddress ? '' : target.hostname,
    ALPNProtocols: ['http/1.1'],
    rejectUnauthorized: true,
    ca: options.ca,
  })
  socket.on('error', () => {})
  const secured = new Promise<Socket>((open, fail) => {
    socket.once('secureConnect', () => open(socket))
    socket.once('error', (error) => {
      raw.destroy()
      fail(new GuardError({ kind: 'tls', detail: error.message, address, cause: error }))
    })
    raw.once('close', () =>
      fail(new GuardError({ kind: 'tls', detail: 'the connection was closed', address })),
    )
  })
  const late = () => {
    socket.destroy()
    raw.destroy()
    return new GuardError({ kind: 'timeout', address, phase: 'tls' })
  }
  return within(secured, deadline, late)
}

/** Where the database is, when it may be what is called; a name that leads nowhere now is no address. */
async function databaseAddresses(
  { database }: AddressPolicy,
  place: ConnectTo,
  lookup: Lookup,
  deadline: number,
): Promise<string[]> {
  if (!database || database.port !== place.port) return []
  if (isIP(database.hostname) !== 0) return [database.hostname]
  return resolve(database, lookup, deadline).catch(() => [])
}

/** A socket that was reset before we looked has no address any more: nothing went over it, and another try may do. */
function judgeSocket(raw: Socket, place: ConnectTo, address: string, policy: AddressPolicy): void {
  const { remoteAddress } = raw
  if (remoteAddress === undefined) {
    raw.destroy()
    throw new GuardError({ kind: 'reset', detail: 'ECONNRESET', address })
  }
  const judgement = judgeAddress(remoteAddress, place.port, policy)
  if (judgement.allowed) return
  raw.destroy()
  throw new GuardError({ kind: 'policy', detail: judgement.reason, address: remoteAddress })
}

/** The policy with what is so at present: this machine's addresses, and the database's when its port is called. */
async function policyNow(
  policy: AddressPolicy,
  place: ConnectTo,
  lookup: Lookup,
  deadline: number,
): Promise<AddressPolicy> {
  return {
    ...policy,
    ownAddresses: [...(policy.ownAddresses ?? []), ...ownAddresses()],
    databaseAddresses: await databaseAddresses(policy, place, lookup, deadline),
  }
}

// "127.0.0.1." and "localhost." are their names without the dot; SNI forbids it as well.
const withoutDot = ({ hostname, port }: ConnectTo) => ({ hostname: hostname.replace(/\.$/, ''), port })

/**
 * Opens a connection to an endpoint that the policy allows: the literal is judged, or else every answer of DNS, then
 * the address it is really connected to; with `connectTo`, its literal and answers. A refused address gets no packet.
 * Times in milliseconds.
 * @throws GuardError of kind policy, dns, refused, unreachable, reset, tls or timeout.
 */
export async function guardedConnect(
  given: Target,
  policy: AddressPolicy,
  options: ConnectOptions,
): Promise<GuardedConnection> {
  const place = withoutDot(given.connectTo ?? given)
  const started = performance.now()
  const deadline = started + options.connectTimeoutMs
  const lookup = options.lookup ?? systemLookup
  const isLiteral = isIP(place.hostname) !== 0
  let dnsMs: number | null = null
  let connectStarted = started
  try {
    const addresses = isLiteral ? [place.hostname] : await resolve(place, lookup, deadline)
    connectStarted = performance.now()
    dnsMs = isLiteral ? null : connectStarted - started
    const current = await policyNow(policy, place, lookup, deadline)
    judge(place, addresses, current, isLiteral)
    const { address, socket: raw } = await openFirst(place, addresses, deadline)
    const connected = performance.now()
    judgeSocket(raw, place, address, current)
    raw.setNoDelay(true).setKeepAlive(true, 60_000)
    const connectMs = connected - connectStarted
    if (given.protocol !== 'https:') return { socket: raw, address, dnsMs, connectMs, tlsMs: null }
    const socket = await secure(raw, withoutDot(given), address, options, deadline).catch((error) => {
      if (error instanceof GuardError) error.connectMs = connectMs
      throw error
    })
    return { socket, address, dnsMs, connectMs, tlsMs: performance.now() - connected }
  } catch (error) {
    if (error instanceof GuardError) error.dnsMs = dnsMs
    throw error
  }
}

/**
 * The addresses of a place, all of which the policy allows. They are judged as before a connection; none is made.
 * @throws GuardError of kind policy, dns or timeout.
 */
export async function vetPlace(
  given: ConnectTo,
  policy: AddressPolicy,
  { timeoutMs, lookup = systemLookup }: { timeoutMs: number; lookup?: Lookup },
): Promise<string[]> {
  const place = withoutDot(given)
  const deadline = performance.now() + timeoutMs
  const isLiteral = isIP(place.hostname) !== 0
  const addresses = isLiteral ? [place.hostname] : await resolve(place, lookup, deadline)
  judge(place, addresses, await policyNow(policy, place, lookup, deadline), isLiteral)
  return addresses
}
