import type { NetworkInterfaceInfo } from 'node:os'
import { describe, expect, it } from 'vitest'
import { ownAddress } from './own-address.ts'

const at = (address: string): NetworkInterfaceInfo => {
  const rest = { address, netmask: '', mac: '', internal: /^(127|::1$)/.test(address), cidr: null }
  return address.includes(':') ? { ...rest, family: 'IPv6', scopeid: 0 } : { ...rest, family: 'IPv4' }
}
const lo = [at('127.0.0.1'), at('::1')]
const route = (name: string, destination: string, metric: number) =>
  `${name}\t${destination}\t010011AC\t0003\t0\t0\t${metric}\t${destination === '00000000' ? '00000000' : '0000FFFF'}\t0\t0\t0`
const table = (...routes: string[]) =>
  ['Iface\tDestination\tGateway\tFlags\tRefCnt\tUse\tMetric\tMask', ...routes, ''].join('\n')

describe('the address of this machine that others know', () => {
  it('is that of the network with the default route', () => {
    const interfaces = { lo, docker0: [at('172.17.0.1')], eth0: [at('10.0.0.9')], wlan0: [at('10.8.0.2')] }
    const routes = table(
      route('docker0', '000011AC', 0),
      route('wlan0', '00000000', 600),
      route('eth0', '00000000', 100),
    )
    expect(ownAddress(interfaces, routes)).toBe('10.0.0.9')
  })

  it('is any of a network when no route leads out', () =>
    expect(ownAddress({ lo, eth1: [at('192.168.0.4')] }, '')).toBe('192.168.0.4'))

  it('is one of IPv6 only where there is no other, and never a link’s own', () => {
    expect(ownAddress({ lo, eth0: [at('fe80::1'), at('fd00::2')] }, '')).toBe('fd00::2')
    expect(ownAddress({ lo, eth0: [at('fd00::2'), at('10.0.0.9')] }, '')).toBe('10.0.0.9')
  })

  it('is loopback on a machine without a network', () =>
    expect(ownAddress({ lo, eth0: [at('169.254.3.4'), at('fe80::1')] }, table())).toBe('127.0.0.1'))
})
