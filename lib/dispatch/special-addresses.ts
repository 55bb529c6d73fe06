import { BlockList } from 'node:net'

export type IpFamily = 'ipv4' | 'ipv6'

type Network = { cidr: string; what: string }

/** Never called, whatever DISPATCH_ALLOW says. IPv4 in IPv6 "mapped" form is judged by its inner address before. */
const NEVER: readonly Network[] = [
  { cidr: '0.0.0.0/8', what: 'an address of "this network", not of a receiver' },
  { cidr: '169.254.0.0/16', what: 'link-local: cloud metadata lives there' },
  { cidr: '168.63.129.16/32', what: 'a cloud metadata address' },
  { cidr: '100.100.100.200/32', what: 'a cloud metadata address' },
  { cidr: '192.0.0.0/24', what: 'reserved for protocols' },
  { cidr: '192.88.99.0/24', what: 'a relay for IPv4 inside IPv6 (6to4)' },
  { cidr: '224.0.0.0/4', what: 'multicast' },
  { cidr: '240.0.0.0/4', what: 'reserved' },
  { cidr: '::/128', what: 'the unspecified address' },
  { cidr: '::ffff:0:0:0/96', what: 'an IPv4 address inside IPv6 (SIIT)' },
  { cidr: '64:ff9b::/96', what: 'an IPv4 address inside IPv6 (NAT64)' },
  { cidr: '64:ff9b:1::/48', what: 'an IPv4 address inside IPv6 (NAT64)' },
  { cidr: '2002::/16', what: 'an IPv4 address inside IPv6 (6to4)' },
  { cidr: '2001::/32', what: 'an IPv4 address inside IPv6 (Teredo)' },
  { cidr: '2001::/23', what: 'reserved for protocols' },
  // A whole /32: beside the metadata, credentials of pods (::23) are served there.
  { cidr: 'fd00:ec2::/32', what: 'a cloud metadata address' },
  { cidr: 'fd00:42::42/128', what: 'a cloud metadata address' },
  { cidr: 'fd20:ce::254/128', what: 'a cloud metadata address' },
  { cidr: 'fe80::/10', what: 'link-local' },
  { cidr: 'ff00::/8', what: 'multicast' },
]

/**
 * Called only when DISPATCH_ALLOW names them: receivers on the premises are the normal case. The networks for
 * documentation and benchmarks are here too: whoever reaches one has a route of their own.
 */
const PRIVATE: readonly string[] = [
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '172.16.0.0/12',
  '192.0.2.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '::1/128',
  '2001:db8::/32',
  '3fff::/20',
  'fc00::/7',
  'fec0::/10',
]

/** The addresses of one network, asked with `check(address, family)`. Bits beyond the prefix do not count. */
export function networkOf(address: string, prefix: number, family: IpFamily): BlockList {
  const network = new BlockList()
  network.addSubnet(address, prefix, family)
  return network
}

function parseKnown(cidr: string): { family: IpFamily; addresses: BlockList } {
  const [address = '', prefix] = cidr.split('/')
  const family = address.includes(':') ? 'ipv6' : 'ipv4'
  return { family, addresses: networkOf(address, Number(prefix), family) }
}

const never = NEVER.map((network) => ({ ...parseKnown(network.cidr), what: network.what }))
// ::1 and :: have their own rules; the rest of ::/96 is the long dead "IPv4-compatible" form.
const compatible = parseKnown('::/96').addresses
// All that was ever assigned for the public internet. What lies outside may one day lead into a tunnel.
const assigned = parseKnown('2000::/3').addresses
const privates = PRIVATE.map(parseKnown)
const loopback = [parseKnown('127.0.0.0/8'), parseKnown('::1/128')]

function isIn(networks: { family: IpFamily; addresses: BlockList }[], address: string, family: IpFamily) {
  return networks.some((network) => network.family === family && network.addresses.check(address, family))
}

/**
 * Which tier an address is in, before anybody allowed anything: never (with what it is), private, or public.
 * `address` must be canonical, as `canonicalAddress` gives it. Source: IANA's special-purpose registries.
 */
export function tierOf(
  address: string,
  family: IpFamily,
): { tier: 'never'; what: string } | { tier: 'private' } | { tier: 'public' } {
  const found = never.find((network) => network.family === family && network.addresses.check(address, family))
  if (found) return { tier: 'never', what: found.what }
  if (isIn(privates, address, family)) return { tier: 'private' }
  if (family === 'ipv6' && compatible.check(address, family)) {
    return { tier: 'never', what: 'an IPv4 address inside IPv6' }
  }
  if (family === 'ipv6' && !assigned.check(address, family)) {
    return { tier: 'never', what: 'outside the IPv6 addresses that are assigned to anybody' }
  }
  return { tier: 'public' }
}

/** Whether a canonical address is this machine's loopback. */
export function isLoopback(address: string, family: IpFamily): boolean {
  return isIn(loopback, address, family)
}
