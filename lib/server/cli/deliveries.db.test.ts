import { afterAll, describe, expect, it, vi } from 'vitest'
import { startReceiver } from '#e2e/support/receiver.ts'
import { freePort } from '#lib/db/embedded/free-port.ts'
import { pool } from '#lib/db/pool.ts'
import { closeOutbound } from '../../dispatch/outbound.ts'
import { runDispatcher } from '../../dispatch/run-dispatcher.ts'
import { settleEndpoints } from '../../dispatch/settle-endpoints.ts'
import { useCommandLine } from '../../test/command-line.ts'
import { mapTo, storeForms } from '../../test/events.ts'

const { bellhop, json } = useCommandLine()
afterAll(closeOutbound)

/** Stores an event for this URL and has a dispatcher try until it arrives or is given up. */
async function deliver(eventType: string, url: string, retry = 'none'): Promise<string> {
  const endpointId = await mapTo(eventType, url)
  await pool().query('UPDATE endpoint SET retry_schedule = $2 WHERE id = $1', [endpointId, retry])
  const [stored] = await storeForms([`EVENT=${eventType}&LICENCE=7&NOTE=a%e2%80%aeb`])
  const id = stored?.deliveries[0]?.id ?? ''
  const stop = runDispatcher((error) => {
    throw error
  })
  try {
    await vi.waitFor(
      async () => {
        const { rows } = await pool().query('SELECT status FROM delivery WHERE id = $1', [id])
        expect(['succeeded', 'failed']).toContain(rows[0].status)
      },
      { timeout: 20_000, interval: 50 },
    )
  } finally {
    await stop()
  }
  return id
}

const show = async (id: string) => (await bellhop(['deliveries', 'show', id])).out

describe('deliveries show', () => {
  it('says what failed in each attempt, what to do, and shows both sides of the last answer', async () => {
    const receiver = await startReceiver()
    receiver.answer(() => ({ status: 500, body: 'no such\u001b[2J table' }))
    const id = await deliver('ANSWERED', receiver.url, '1s')
    await receiver.stop()
    const out = await show(id)
    const attempt = (number: number) =>
      new RegExp(
        `\\n {2}${number} {2}\\S+Z {2}500 Internal Server Error\\n {5}The receiver answered 500[^\\n]*\\.\\n`,
      )
    expect(out).toMatch(/^ANSWERED of 7 to http:\/\/127\.0\.0\.1:\d+\S*: failed\n/)
    expect(out).toContain(String.raw`  NOTE = "a\u202Eb"`)
    expect(out).toMatch(attempt(1))
    expect(out).toMatch(attempt(2))
    expect(out).toContain(
      `next\n  Look into the log of the receiver at that moment.\n  Resend it: npx bellhop deliveries resend ${id}\n`,
    )
    expect(out).toMatch(/\nrequest of attempt 2\n {2}POST http:\/\/(?:.|\n)+\n {2}bellhop-attempt: 2\n/)
    expect(out).toContain(String.raw`no such\x1B[2J table`)
    expect(out).not.toContain('\u001b')
  })

  it('says what failed when nothing was answered', async () => {
    const port = await freePort()
    const out = await show(await deliver('REFUSED', `http://127.0.0.1:${port}/x`))
    expect(out).toContain(`Z  Connection refused\n     127.0.0.1:${port} refused the connection. `)
    expect(out).toContain('next\n  Start the receiver, or correct the port in the URL.\n')
    expect(out).not.toContain('answer to')
  })

  it('says what a delivery waits for', async () => {
    const url = 'http://later.example/x'
    await mapTo('LATER', url)
    const [stored] = await storeForms(['EVENT=LATER&LICENCE=7'])
    const id = stored?.deliveries[0]?.id ?? ''
    expect(await show(id)).toMatch(/attempts\n {2}none yet\nnext\n {2}The first attempt goes out by itself/)
    await json(['endpoint', 'pause', url, '--reason', 'moving'])
    await settleEndpoints()
    expect(await show(id)).toContain(
      `next\n  Its endpoint is paused by command line: moving\n  It goes out after: npx bellhop endpoint resume ${url}\n`,
    )
  })

  it('asks for nothing when it arrived', async () => {
    const receiver = await startReceiver()
    const out = await show(await deliver('ARRIVED', receiver.url))
    await receiver.stop()
    expect(out).toMatch(/: succeeded\n/)
    expect(out).toMatch(/attempts\n {2}1 {2}\S+Z {2}200 OK\n$/)
  })
})
