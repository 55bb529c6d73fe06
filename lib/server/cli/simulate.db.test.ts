import { spawn } from 'node:child_process'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, it } from 'vitest'
import { EVENT_TYPES } from '#lib/livechat/catalogue.ts'
import { BELLHOP, useCommandLine } from '../../test/command-line.ts'

const { bellhop, json } = useCommandLine()

describe('simulate', () => {
  async function receiver() {
    const calls: { method: string; form: string }[] = []
    const server = createServer(async (request, response) => {
      const body = (await request.toArray()).map(String).join('')
      calls.push({ method: request.method ?? '', form: body || (request.url?.split('?')[1] ?? '') })
      response.end('OK')
    })
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
    const { port } = server.address() as AddressInfo // it listens on a port
    return { url: `http://127.0.0.1:${port}/rpc/x`, calls, close: () => server.close() }
  }

  it('--once sends each of the twelve events, by POST or GET', async () => {
    const { url, calls, close } = await receiver()
    expect(await json(['simulate', '--once', '--url', url, '--rate', '200'])).toMatchObject({
      sent: 12,
      accepted: 12,
    })
    expect(
      await json(['simulate', '--once', '--url', url, '--rate', '200', '--method', 'GET']),
    ).toMatchObject({ sent: 12 })
    const types = (method: string) =>
      calls
        .filter((call) => call.method === method)
        .map((call) => new URLSearchParams(call.form).get('EVENT'))
    expect(types('POST').toSorted()).toEqual([...EVENT_TYPES].toSorted())
    expect(types('GET').toSorted()).toEqual([...EVENT_TYPES].toSorted())
    close()
  })

  it('sends at the rate for so long, and says how it was answered', async () => {
    const { url, calls, close } = await receiver()
    const told = await json(['simulate', '--url', url, '--rate', '40', '--seconds', '1', '--licences', '2'])
    expect(told).toMatchObject({
      sent: 40,
      accepted: 40,
      p50Ms: expect.any(Number),
      p95Ms: expect.any(Number),
    })
    expect(calls).toHaveLength(40)
    close()
  })

  it('starts with the burst, counts by event type, and keeps the query that the URL has', async () => {
    const { url, calls, close } = await receiver()
    const args = [
      '--rate',
      '200',
      '--seconds',
      '0.5',
      '--burst',
      '30',
      '--odd',
      '0.2',
      '--charset',
      'iso-8859-2',
    ]
    const { err, out } = await bellhop([
      'simulate',
      '--url',
      `${url}?key=7`,
      '--method',
      'mixed',
      '--json',
      ...args,
    ])
    expect(err).toMatch(/^[^\n]*iso-8859-2[^\n]*\n$/)
    const told = JSON.parse(out)
    expect(told).toMatchObject({ sent: 130, unanswered: 0, odd: expect.any(Number) })
    expect(told.odd).toBeGreaterThan(0)
    const counts: number[] = Object.values(told.byType)
    expect(counts.reduce((sum, count) => sum + count)).toBe(130)
    expect(told.byType.LICENCE_INFO).toBeGreaterThanOrEqual(30)
    const gets = calls.filter((call) => call.method === 'GET').map((call) => call.form)
    expect(gets.length).toBeGreaterThan(10)
    expect(gets.every((form) => form === 'key=7' || form.startsWith('key=7&'))).toBe(true)
    close()
  })

  it('Ctrl-C ends it with its summary', async () => {
    const { url, calls, close } = await receiver()
    const child = spawn(
      process.execPath,
      [BELLHOP, 'simulate', '--url', url, '--rate', '50', '--seconds', '600', '--json'],
      { stdio: ['ignore', 'pipe', 'ignore'] },
    )
    await expect.poll(() => calls.length, { timeout: 20_000 }).toBeGreaterThan(5)
    child.kill('SIGINT')
    const told = JSON.parse((await child.stdout.toArray()).map(String).join(''))
    expect(told).toMatchObject({ sent: calls.length, accepted: calls.length, unanswered: 0 })
    expect(child.exitCode ?? (await new Promise((done) => child.once('exit', done)))).toBe(0)
    close()
  })

  it('says so when nobody answers', async () => {
    const { code, err } = await bellhop([
      'simulate',
      '--once',
      '--url',
      'http://127.0.0.1:1/rpc/x',
      '--rate',
      '200',
    ])
    expect(code).toBe(1)
    expect(err).toMatch(/^[^\n]+\n$/)
  })
})
