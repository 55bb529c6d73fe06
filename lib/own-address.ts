import { readFileSync } from 'node:fs'
import { networkInterfaces } from 'node:os'

const LOOPBACK = '127.0.0.1'
const LINK_LOCAL = /^(169\.254\.|fe[89ab])/i

type Interfaces = ReturnType<typeof networkInterfaces>

/** The network interface of the default route; null when there is none. Source: Linux' table of IPv4 routes. */
export function defaultInterface(table: string): string | null {
  const routes = table
    .split('\n')
    .slice(1)
    .map((line) => line.trim().split(/\s+/))
    .map(([name = '', destination, , , , , metric, mask]) => ({
      name,
      destination,
      mask,
      metric: Number(metric),
    }))
    .filter(({ destination, mask }) => destination === '00000000' && mask === '00000000')
    .sort((a, b) => a.metric - b.metric)
  return routes[0]?.name ?? null
}

function readRoutes(): string {
  try {
    return readFileSync('/proc/net/route', 'utf8')
  } catch {
    return ''
  }
}

/**
 * The address of this machine that others most likely know: IPv4 before IPv6, the network of the default route before
 * those of containers and tunnels; that of loopback when there is no other. Without brackets.
 */
export function ownAddress(interfaces: Interfaces = networkInterfaces(), routes = readRoutes()): string {
  const outward = defaultInterface(routes)
  const found = Object.entries(interfaces)
    .flatMap(([name, addresses = []]) => addresses.map((one) => ({ ...one, name })))
    .filter(({ internal, address }) => !internal && !LINK_LOCAL.test(address))
  const rank = ({ family, name }: (typeof found)[number]) =>
    (family === 'IPv4' ? 0 : 2) + (name === outward ? 0 : 1)
  return found.sort((a, b) => rank(a) - rank(b))[0]?.address ?? LOOPBACK
}
