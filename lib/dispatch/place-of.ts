import type { ConnectTo } from '../mappings/connect-to.ts'

/** Where a URL is called by itself: its host, IPv6 without brackets, and its port or that of its scheme. */
export function placeOf(url: string): ConnectTo {
  const { hostname, port, protocol } = new URL(url)
  return {
    hostname: hostname.replace(/^\[|\]$/g, ''),
    port: Number(port) || (protocol === 'https:' ? 443 : 80),
  }
}
