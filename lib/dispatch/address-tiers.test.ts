import { isIPv6 } from 'node:net'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { canonicalAddress } from './address-policy.ts'
import { tierOf } from './special-addresses.ts'

// The networks once more, by another hand and other arithmetic: plain numbers in place of node:net's BlockList.
const V4: [cidr: string, tier: 'never' | 'private'][] = [
  ['0.0.0.0/8', 'never'],
  ['100.100.100.200/32', 'never'],
  ['168.63.129.16/32', 'never'],
  ['169.254.0.0/16', 'never'],
  ['192.0.0.0/24', 'never'],
  ['192.88.99.0/24', 'never'],
  ['224.0.0.0/3', 'never'],
  ['10.0.0.0/8', 'private'],
  ['100.64.0.0/10', 'private'],
  ['127.0.0.0/8', 'private'],
  ['172.16.0.0/12', 'private'],
  ['192.0.2.0/24', 'private'],
  ['192.168.0.0/16', 'private'],
  ['198.18.0.0/15', 'private'],
  ['198.51.100.0/24', 'private'],
  ['203.0.113.0/24', 'private'],
]
const V6: [cidr: string, tier: 'never' | 'private' | 'public'][] = [
  ['fd00:ec2::/32', 'never'],
  ['fd00:42::42/128', 'never'],
  ['fd20:ce::254/128', 'never'],
  ['2001::/23', 'never'],
  ['2002::/16', 'never'],
  ['::1/128', 'private'],
  ['2001:db8::/32', 'private'],
  ['3fff::/20', 'private'],
  ['fc00::/7', 'private'],
  ['fec0::/10', 'private'],
  ['2000::/3', 'public'],
]

function bitsOf(address: string): bigint {
  if (!isIPv6(address)) return address.split('.').reduce((all, part) => all * 256n + BigInt(part), 0n)
  const [left = '', right] = address.split('::')
  const groups = (text: string) => (text === '' ? [] : text.split(':'))
  const filled = right === undefined ? [] : Array(8 - groups(left).length - groups(right).length).fill('0')
  const all = [...groups(left), ...filled, ...groups(right ?? '')]
  return all.reduce((sum, group) => sum * 65_536n + BigInt(`0x${group}`), 0n)
}

function expectedTier(address: string): string {
  const isV6 = isIPv6(address)
  const width = isV6 ? 128 : 32
  for (const [cidr, tier] of isV6 ? V6 : V4) {
    const [base = '', prefix] = cidr.split('/')
    const shift = BigInt(width - Number(prefix))
    if (bitsOf(address) >> shift === bitsOf(base) >> shift) return tier
  }
  return isV6 ? 'never' : 'public'
}

function spell(bits: bigint, width: number): string {
  const count = width === 32 ? 4 : 8
  const size = BigInt(width / count)
  const parts = Array.from({ length: count }, (_, i) => {
    const part = (bits >> (size * BigInt(count - 1 - i))) & ((1n << size) - 1n)
    return part.toString(width === 32 ? 10 : 16)
  })
  return parts.join(width === 32 ? '.' : ':')
}

function tier(address: string): string {
  const canonical = canonicalAddress(address)
  if (canonical === null) throw new Error(address)
  return tierOf(canonical.address, canonical.family).tier
}

const EDGES = [...V4.map(([cidr]) => [cidr, 32] as const), ...V6.map(([cidr]) => [cidr, 128] as const)]

it.each(EDGES)(
  '%s begins and ends where it says, and its neighbours are judged as their own',
  (cidr, width) => {
    const [base = '', prefix] = cidr.split('/')
    const first = bitsOf(base)
    const last = first + (1n << BigInt(width - Number(prefix))) - 1n
    for (const bits of [first - 1n, first, last, last + 1n]) {
      if (bits < 0n || bits >= 1n << BigInt(width)) continue
      const address = spell(bits, width)
      // IPv4 in mapped IPv6 is judged by its inner address.
      if (width === 128 && bits >> 32n === 0xffffn) continue
      expect([address, tier(address)]).toEqual([address, expectedTier(address)])
    }
  },
)

it('every address has the tier that plain arithmetic gives it', () => {
  const near = fc
    .tuple(fc.constantFrom(...EDGES), fc.bigInt(-70_000n, 70_000n))
    .map(([[cidr, width], away]) => {
      const moved = bitsOf(cidr.split('/')[0] ?? '') + away
      return spell(((moved % (1n << BigInt(width))) + (1n << BigInt(width))) % (1n << BigInt(width)), width)
    })
  fc.assert(
    fc.property(fc.oneof(fc.ipV4(), near), (address) => {
      if (isIPv6(address) && bitsOf(address) >> 32n === 0xffffn) return
      expect(tier(address)).toBe(expectedTier(address))
    }),
    { numRuns: 3_000 },
  )
})
