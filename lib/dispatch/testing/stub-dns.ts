import { createSocket } from 'node:dgram'
import { Resolver } from 'node:dns/promises'
import { isIPv4 } from 'node:net'
import { onTestFinished } from 'vitest'
import type { Lookup } from '../guarded-connect.ts'

/** What the server says of a name: addresses, `CNAME name`, or an error. A list of lists is gone through, one a question. */
export type Zone = Record<string, string[] | 'SERVFAIL' | 'NXDOMAIN' | string[][]>

const TYPES = { A: 1, CNAME: 5, AAAA: 28 } as const
const ERRORS = { SERVFAIL: 2, NXDOMAIN: 3 } as const

const labels = (name: string) =>
  Buffer.concat([
    ...name.split('.').map((label) => Buffer.from(`${String.fromCharCode(label.length)}${label}`)),
    Buffer.from([0]),
  ])

function nameIn(packet: Buffer): string {
  const parts: string[] = []
  for (let at = 12; packet[at]; at += (packet[at] ?? 0) + 1)
    parts.push(packet.toString('latin1', at + 1, at + 1 + (packet[at] ?? 0)))
  return parts.join('.')
}

function addressBytes(address: string): Buffer {
  if (isIPv4(address)) return Buffer.from(address.split('.').map(Number))
  const [head = '', tail = ''] = address.split('::')
  const words = (text: string) => (text === '' ? [] : text.split(':'))
  const zeros = Array<string>(8 - words(head).length - words(tail).length).fill('0')
  const bytes = Buffer.alloc(16)
  for (const [at, word] of [...words(head), ...zeros, ...words(tail)].entries())
    bytes.writeUInt16BE(Number.parseInt(word, 16), at * 2)
  return bytes
}

function record(name: string, type: number, data: Buffer): Buffer {
  const fixed = Buffer.alloc(10)
  fixed.writeUInt16BE(type, 0)
  fixed.writeUInt16BE(1, 2)
  fixed.writeUInt16BE(data.length, 8)
  return Buffer.concat([labels(name), fixed, data])
}

/** The records for a name, its aliases first. Source: RFC 1035, 4.1. */
function records(name: string, type: number, said: (name: string) => string[]): Buffer[] {
  return said(name).flatMap((answer) => {
    const [, alias] = /^CNAME (.+)$/.exec(answer) ?? []
    if (alias) return [record(name, TYPES.CNAME, labels(alias)), ...records(alias, type, said)]
    const is = isIPv4(answer) ? TYPES.A : TYPES.AAAA
    return is === type ? [record(name, type, addressBytes(answer))] : []
  })
}

/** A name server on the loopback address, and a lookup that asks it for every address of a name. It ends with the test. */
export async function stubDns(zone: Zone): Promise<Lookup> {
  const asked = new Map<string, number>()
  const server = createSocket('udp4')
  server.on('message', (packet, from) => {
    const name = nameIn(packet)
    const type = packet.readUInt16BE(12 + labels(name).length)
    const found = zone[name] ?? 'NXDOMAIN'
    const key = `${name} ${type}`
    const turn = asked.get(key) ?? 0
    asked.set(key, turn + 1)
    const said = (of: string): string[] => {
      const entry = zone[of]
      if (!Array.isArray(entry)) return []
      const first = entry[Math.min(turn, entry.length - 1)]
      return Array.isArray(first) ? first : entry.filter((one) => typeof one === 'string')
    }
    const answers = typeof found === 'string' ? [] : records(name, type, said)
    const header = Buffer.alloc(12)
    packet.copy(header, 0, 0, 2)
    header.writeUInt16BE(0x8180 | (typeof found === 'string' ? ERRORS[found] : 0), 2)
    header.writeUInt16BE(1, 4)
    header.writeUInt16BE(answers.length, 6)
    const question = packet.subarray(12, 12 + labels(name).length + 4)
    server.send(Buffer.concat([header, question, ...answers]), from.port, from.address)
  })
  await new Promise<void>((done) => server.bind(0, '127.0.0.1', done))
  onTestFinished(() => new Promise<void>((done) => server.close(() => done())))
  const resolver = new Resolver({ tries: 1, timeout: 2000 })
  resolver.setServers([`127.0.0.1:${server.address().port}`])
  return async (hostname) => {
    const asking = [resolver.resolve4(hostname), resolver.resolve6(hostname)]
    const told = await Promise.allSettled(asking)
    const found = told.flatMap((one) => (one.status === 'fulfilled' ? one.value : []))
    const failure = told.find((one) => one.status === 'rejected')
    if (found.length === 0 && failure) throw failure.reason
    return found.map((address) => ({ address }))
  }
}
