import { describe, expect, it } from 'vitest'
import { pool } from '../db/pool.ts'
import { listCalls } from '../delivery-log/list-calls.ts'
import { EVENT_TYPES } from '../livechat/catalogue.ts'
import { useTestDatabase } from '../test/database.ts'
import { mapTo, storeForms } from '../test/events.ts'
import { listEventTypes } from './list-event-types.ts'
import { readFindings, readMetParameters } from './read-findings.ts'

useTestDatabase()

const status = (value: string) => `EVENT=BUTTON_STATUS&LICENCE=1520&STATUS=${value}`

describe('the event types', () => {
  it('are the twelve in order, then those that arrived, with what came of each', async () => {
    await mapTo('BUTTON_STATUS', 'http://a.example/')
    const stored = await storeForms([
      status('online'),
      status('online&ROOM=1'),
      'EVENT=CHAT_RATED&LICENCE=7&STARS=5',
      'EVENT=AGENT_LEFT&LICENCE=7',
    ])
    const listed = await listEventTypes()
    expect(listed.map(({ eventType }) => eventType)).toEqual([...EVENT_TYPES, 'AGENT_LEFT', 'CHAT_RATED'])
    expect(listed.find(({ eventType }) => eventType === 'BUTTON_STATUS')).toMatchObject({
      known: true,
      inDay: 2,
      newest: { id: stored[1]?.id },
      defaults: [{ url: 'http://a.example/' }],
      oddKinds: ['unknown parameter'],
    })
    expect(listed.at(-1)).toMatchObject({ known: false, inDay: 1, oddKinds: ['unknown event type'] })
    expect(listed[0]).toMatchObject({ inDay: 0, newest: null, defaults: null, oddKinds: [] })
  })
})

describe('the findings of an event type', () => {
  it('are counted, the most frequent first, each with its newest call', async () => {
    const stored = await storeForms([
      'EVENT=CLIENT_INVITED&LICENCE=1&OPERATOR_ID=a@b.example&CLIENT_ID=S1&X=1',
      'EVENT=CLIENT_INVITED&LICENCE=1&OPERATOR_ID=a@b.example&X=2&X=3',
      'EVENT=CLIENT_INVITED&LICENCE=1&OPERATOR_ID=a@b.example&CLIENT_ID=S2',
    ])
    const { findings, lookedAt, hasMore } = await readFindings('CLIENT_INVITED')
    expect({ lookedAt, hasMore }).toEqual({ lookedAt: 2, hasMore: false })
    expect(findings.map(({ kind, name, calls, newest }) => [kind, name, calls, newest.id])).toEqual([
      ['unknown parameter', 'X', 2, stored[1]?.id],
      ['missing parameter', 'CLIENT_ID', 1, stored[1]?.id],
      ['repeated parameter', 'X', 1, stored[1]?.id],
    ])
  })

  it('tell unlisted values apart, and older ones than seven days are not there', async () => {
    await storeForms(['stuck', 'stuck', 'half'].map((value) => status(value)))
    const { findings } = await readFindings('BUTTON_STATUS')
    const values = findings.filter(({ kind }) => kind === 'unlisted value')
    expect(values.map(({ name, value, calls }) => [name, value, calls])).toEqual([
      ['STATUS', 'stuck', 2],
      ['STATUS', 'half', 1],
    ])
    expect(await readFindings('BUTTON_STATUS', Date.now() + 8 * 86_400_000)).toEqual({
      findings: [],
      lookedAt: 0,
      hasMore: false,
    })
  })

  it('of an unknown event type come with the parameters it brought', async () => {
    await storeForms(['EVENT=NEWS&LICENCE=1&A=1&A=2', 'EVENT=NEWS&LICENCE=1&B=1'])
    expect(await readMetParameters('NEWS')).toEqual([
      { name: 'EVENT', calls: 2 },
      { name: 'LICENCE', calls: 2 },
      { name: 'A', calls: 1 },
      { name: 'B', calls: 1 },
    ])
  })
})

describe('the plans at a size', () => {
  it('take the partial indexes for odd calls and for those that went nowhere', async () => {
    await pool().query(`
      INSERT INTO call (received_at, outcome, method, query, body, headers, charset, event_type, licence, parameters, mapped, odd)
      SELECT now(), 'accepted', 'POST', '', '', '[]', 'utf-8', 'OPERATOR_STATUS', '1', '[]', CASE WHEN n % 500 = 0 THEN 0 ELSE 1 END,
        CASE WHEN n % 400 = 0 THEN '[{"kind":"unknown parameter","name":"X"}]'::jsonb END
      FROM generate_series(1, 40000) n`)
    await pool().query('ANALYZE call')
    const plan = async (conditions: string) => {
      const { rows } = await pool().query(
        `EXPLAIN SELECT id FROM call WHERE ${conditions} ORDER BY id DESC LIMIT 51`,
      )
      return rows.map((row) => row['QUERY PLAN']).join('\n')
    }
    const index = async (name: string) => {
      const { rows } = await pool().query(
        `SELECT child.relname FROM pg_inherits JOIN pg_class child ON child.oid = inhrelid JOIN pg_class parent ON parent.oid = inhparent
         JOIN pg_index ON indexrelid = child.oid JOIN pg_class held ON held.oid = indrelid
         WHERE parent.relname = $1 AND held.relname = 'call_' || to_char(now() AT TIME ZONE 'UTC', 'YYYYMMDD')`,
        [name],
      )
      return rows[0]?.relname ?? 'none'
    }
    expect(await plan("outcome = 'accepted' AND mapped = 0")).toContain(await index('call_nowhere_idx'))
    expect(await plan('odd IS NOT NULL')).toContain(await index('call_odd_idx'))
    expect(await plan("event_type = 'OPERATOR_STATUS' AND odd IS NOT NULL")).toMatch(
      new RegExp(`${await index('call_odd_of_type_idx')}|${await index('call_odd_idx')}`),
    )
    expect((await listCalls({ fate: ['nowhere'], eventType: ['OPERATOR_STATUS'] })).rows).toHaveLength(50)
  })
})
