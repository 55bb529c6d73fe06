import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { attemptNow } from '../dispatch/attempt-now.ts'
import { closeOutbound } from '../dispatch/outbound.ts'
import { answerOk, type LoopbackServer, listen } from '../dispatch/testing/loopback-server.ts'
import { encodeForm, parseForm } from '../livechat/form-bytes.ts'
import { claimDue } from '../test/claim.ts'
import { useTestDatabase } from '../test/database.ts'
import { mapTo } from '../test/events.ts'
import { makeChatServer, newestCall, type OpenDoor, openDoor } from './testing/door.ts'
import { raw } from './testing/raw.ts'

// From the raw door to a receiver, through the real store and the real dispatch: what comes in is what goes out.

useTestDatabase()

let door: OpenDoor
let receiver: LoopbackServer

beforeAll(async () => {
  door = await openDoor()
  receiver = await listen(answerOk)
  await mapTo('X', `http://127.0.0.1:${receiver.port}/events.pl`)
})
afterAll(async () => {
  door.close()
  await closeOutbound()
  await receiver.close()
})

const latin1 = (bytes: Uint8Array) => Buffer.from(bytes).toString('latin1')
const FORM = 'Content-Type: application/x-www-form-urlencoded\r\n'

/** Sends a call as raw bytes and makes the attempts it leads to; text is latin1. */
async function bring(server: { id: string; token: string }, method: string, query: string, body: string) {
  const target = `/rpc/${server.token}${query && `?${query}`}`
  const length = method === 'POST' ? `${FORM}Content-Length: ${body.length}\r\n` : ''
  const answer = await raw(
    door.port,
    `${method} ${target} HTTP/1.1\r\nHost: bellhop\r\nConnection: close\r\n${length}\r\n${body}`,
  )
  expect(answer).toMatch(/^HTTP\/1\.1 200 OK/)
  await attemptNow((await claimDue()).jobs)
  const [head = '', ...rest] = (receiver.requests.at(-1) ?? '').split('\r\n\r\n')
  const [, gotMethod, , gotQuery = ''] = /^(\w+) ([^ ?]*)\??([^ ]*) HTTP\/1\.1\r\n/.exec(head) ?? []
  return {
    stored: await newestCall(server.id),
    delivered: { method: gotMethod, query: gotQuery, body: rest.join('\r\n\r\n') },
  }
}

/** HTTP carries no blank and no control character in a target: those alone are percent-encoded on the way out. */
const carried = (query: string) =>
  query.replace(/[\0- \x7f]/g, (byte) => `%${byte.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`)

/** A target ends at the end of its line: a new line is the one byte that no chat server can write there. */
const inTarget = (form: string) => form.replaceAll('\n', '%0A')

const pairsOf = (form: string) =>
  parseForm(Buffer.from(form, 'latin1')).map(({ name, value }) => [latin1(name), latin1(value)])

const bytes = fc.uint8Array({ maxLength: 12 })
const pairs = fc.array(fc.tuple(bytes, bytes), { maxLength: 5 })
const form = fc.oneof(
  pairs.map((some) => latin1(encodeForm(some))),
  pairs.map((some) => some.map(([name, value]) => `${latin1(name)}=${latin1(value)}`).join('&')),
)
const call = fc.oneof(
  form.map((one) => ({ method: 'GET', query: `EVENT=X&LICENCE=1&${inTarget(one)}`, body: '' })),
  form.map((one) => ({ method: 'POST', query: '', body: `EVENT=X&LICENCE=1&${one}` })),
  fc.tuple(form, form).map(([query, body]) => ({
    method: 'POST',
    query: inTarget(query),
    body: `EVENT=X&LICENCE=1&${body}`,
  })),
)

/** The names EVENT and LICENCE may be made by chance ahead of ours, and take the call elsewhere. */
const isOurs = ({ query }: { query: string }) =>
  pairsOf(query).every(([name], index) => index < 2 || (name !== 'EVENT' && name !== 'LICENCE'))

describe('any list of names and values', () => {
  it('reaches the receiver with method, order, repeats and bytes as they came', {
    timeout: 120_000,
  }, async () => {
    const server = await makeChatServer('windows-1250')
    await fc.assert(
      fc.asyncProperty(call.filter(isOurs), async ({ method, query, body }) => {
        const { stored, delivered } = await bring(server, method, query, body)
        expect({ query: latin1(stored.query), body: latin1(stored.body) }).toEqual({ query, body })
        expect(delivered).toEqual({ method, query: carried(query), body })
        expect(pairsOf(delivered.query)).toEqual(pairsOf(query))
      }),
      { seed: 1520, numRuns: 80 },
    )
  })
})

const BYTES = Array.from({ length: 256 }, (_, byte) => byte)
const hex = (byte: number) => `%${byte.toString(16).padStart(2, '0')}`

/** What a parameter `P<byte>=<byte>` says in a charset, without the NUL that text in Postgres cannot hold. */
function table(charset: string, said: (byte: number) => number = (byte) => byte): [string, string][] {
  return BYTES.map((byte) => [
    `P${byte}`,
    byte === 0 ? '' : new TextDecoder(charset, { ignoreBOM: true }).decode(Uint8Array.of(said(byte))),
  ])
}

describe.each(['utf-8', 'windows-1250', 'iso-8859-2'])('all 256 bytes under %s', (charset) => {
  it('escaped are stored, read and delivered as they came', async () => {
    const server = await makeChatServer(charset)
    const all = `EVENT=X&LICENCE=1&${BYTES.map((byte) => `P${byte}=${hex(byte)}`).join('&')}`
    for (const [method, query, body] of [
      ['GET', all, ''],
      ['POST', '', all],
    ] as const) {
      const { stored, delivered } = await bring(server, method, query, body)
      expect({ query: latin1(stored.query), body: latin1(stored.body) }).toEqual({ query, body })
      expect(stored.parameters.slice(2)).toEqual(table(charset))
      expect(delivered).toEqual({ method, query, body })
    }
  })

  it('raw are stored, read and delivered as they came', async () => {
    const server = await makeChatServer(charset)
    // An & raw parts two parameters and a + raw is a blank: they are what form bytes are made of.
    const spelled = (byte: number) => (byte === 0x26 ? '%26' : String.fromCharCode(byte))
    const all = `EVENT=X&LICENCE=1&${BYTES.map((byte) => `P${byte}=${spelled(byte)}`).join('&')}`
    const expected = table(charset, (byte) => (byte === 0x2b ? 0x20 : byte))
    for (const [method, query, body] of [
      ['GET', inTarget(all), ''],
      ['POST', '', all],
      ['POST', inTarget(all), all],
    ] as const) {
      const { stored, delivered } = await bring(server, method, query, body)
      expect({ query: latin1(stored.query), body: latin1(stored.body) }).toEqual({ query, body })
      expect(stored.parameters.filter(([name]: [string]) => name.startsWith('P'))).toEqual(
        query && body ? [...expected, ...expected] : expected,
      )
      expect(delivered).toEqual({ method, query: carried(query), body })
    }
  })
})
