import { describe, expect, it } from 'vitest'
import { advanceRuns } from '../../bulk/advance-runs.ts'
import { pool } from '../../db/pool.ts'
import { useCommandLine } from '../../test/command-line.ts'
import { mapTo, storeForms } from '../../test/events.ts'

const { bellhop, json } = useCommandLine()

const URL = 'http://r.example/x'
const failed = (error: unknown) => {
  throw error
}

describe('bulk runs', () => {
  it('resends all that filters leave: the plan, the start, how far it is, and back again', async () => {
    await mapTo('X', URL)
    await storeForms(['EVENT=X&LICENCE=1', 'EVENT=X&LICENCE=1', 'EVENT=X&LICENCE=2'])
    await pool().query("UPDATE delivery SET status = 'failed', job_id = NULL; DELETE FROM attempt_job")
    const filters = ['--status', 'failed', '--licence', '1', '--endpoint', URL, '--since', '1h']

    expect(await json(['deliveries', 'resend', ...filters, '--dry-run'])).toMatchObject({
      total: 2,
      byStatus: [{ status: 'failed', count: 2 }],
      byEndpoint: [{ url: URL, count: 2 }],
    })
    expect(await bellhop(['deliveries', 'resend', ...filters])).toMatchObject({
      code: 1,
      out: `2 deliveries match\n  2  failed\n  2  ${URL}\n`,
      err: expect.stringContaining('--yes'),
    })
    const { id, total } = await json(['deliveries', 'resend', ...filters, '--yes', '--rate', '100'])
    expect(total).toBe(2)
    await advanceRuns(failed)
    expect(await json(['runs', 'show', id])).toMatchObject({ kind: 'resend', perSecond: 100, total: 2 })
    expect((await bellhop(['runs', 'list'])).out).toContain(id)
    expect(await json(['runs', 'cancel', id])).toMatchObject({ outcome: 'cancelled' })
    expect((await pool().query("SELECT FROM delivery WHERE status = 'failed'")).rowCount).toBe(3)
  })

  it('replays what an endpoint never got', async () => {
    await storeForms(['EVENT=LATE&LICENCE=1', 'EVENT=LATE&LICENCE=2'])
    await mapTo('LATE', URL)
    const args = ['events', 'replay', '--endpoint', URL, '--event', 'LATE', '--since', '1h']
    expect((await bellhop([...args, '--dry-run'])).out).toBe('2 events were never brought to it\n  2  LATE\n')
    expect(await json([...args, '--licence', '2', '--yes'])).toMatchObject({ total: 1 })
  })

  it('sends one delivery to another URL, beside the original', async () => {
    await mapTo('ONE', URL)
    const [stored] = await storeForms(['EVENT=ONE&LICENCE=1'])
    const original = stored?.deliveries[0]?.id ?? ''
    const { id, outcome } = await json(['deliveries', 'resend', original, '--url', 'http://r.example/other'])
    expect(outcome).toBe('queued')
    expect(await json(['deliveries', 'show', id])).toMatchObject({ url: 'http://r.example/other' })
    const { rows } = await pool().query('SELECT original_id FROM delivery WHERE id = $1', [id])
    expect(rows).toEqual([{ original_id: original }])
  })

  it('refuses what it cannot do, in one line', async () => {
    const refused = async (args: string[], why: string) => {
      const { code, out, err } = await bellhop(args)
      expect({ code, out, lines: err.trim().split('\n').length }).toEqual({ code: 1, out: '', lines: 1 })
      expect(err).toContain(why)
    }
    await refused(['deliveries', 'resend'], 'Give ids of deliveries, or filters')
    await refused(['deliveries', 'resend', 'x', '--status', 'failed'], 'not both')
    await refused(['deliveries', 'resend', '--endpoint', 'http://no.example/'], 'There is no endpoint')
    await refused(['deliveries', 'resend', '--url', URL], '--url takes one delivery')
    await refused(['runs', 'show', '01990000-0000-7000-8000-000000000009'], 'There is no run')
    await refused(['runs', 'cancel', '01990000-0000-7000-8000-000000000009'], 'There is no run')
    expect((await bellhop(['runs', 'show', 'nonsense'])).code).toBe(1)
    expect((await bellhop(['deliveries', 'resend', '--status', 'failed', '--rate', '0'])).code).toBe(2)
  })
})
