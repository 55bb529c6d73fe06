import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { comparePayloads } from './payload-changes.ts'

const payload = (
  body: string,
  more: { method?: string; query?: string; contentType?: string | null } = {},
) => ({
  method: more.method ?? 'POST',
  query: Buffer.from(more.query ?? '', 'latin1'),
  body: Buffer.from(body, 'latin1'),
  contentType: more.contentType === undefined ? 'application/x-www-form-urlencoded' : more.contentType,
})
const about = { eventType: 'NEW_OPERATOR', charset: 'utf-8' }
const compare = (before: string, after: string) =>
  comparePayloads(payload(before), payload(after), about).parameters

describe('what of a payload was changed', () => {
  it('is told by parameter: changed, removed, added, renamed', () => {
    expect(compare('A=1&B=2&C=3&D=4', 'A=1&B=%C5%82&D=4&E=5')).toEqual([
      { before: { name: 'B', value: '2' }, after: { name: 'B', value: 'ł' } },
      { before: { name: 'C', value: '3' }, after: null },
      { before: null, after: { name: 'E', value: '5' } },
    ])
    expect(compare('A=1&B=2', 'A=1&NEW=2')).toEqual([
      { before: { name: 'B', value: '2' }, after: { name: 'NEW', value: '2' } },
    ])
    expect(compare('A=1&A=2&A=3', 'A=1&A=3')).toEqual([{ before: { name: 'A', value: '2' }, after: null }])
  })

  it('never has a secret in it', () => {
    const changes = compare('PASSWORD=hunter2&A=1', 'PASSWORD=swordfish&MY_TOKEN=abc&A=1')
    expect(changes).toEqual([
      { before: { name: 'PASSWORD', value: null }, after: { name: 'PASSWORD', value: null } },
      { before: null, after: { name: 'MY_TOKEN', value: null } },
    ])
  })

  it('is no other place of the parameters: those of the query come first in both methods', () => {
    const before = payload('B=2', { query: 'A=1' })
    const after = payload('', { method: 'GET', query: 'A=1&B=2', contentType: null })
    expect(comparePayloads(before, after, about)).toEqual({
      method: { before: 'POST', after: 'GET' },
      parameters: [],
    })
  })

  it('is not told when too much differs', () => {
    const many = (value: number) => Array.from({ length: 600 }, (_, n) => `A${n}=${value}`).join('&')
    expect(compare(many(1), many(2))).toBeNull()
    expect(compare('&'.repeat(30_000), 'A=1')).toBeNull()
  })

  it('gives the one payload when it is applied to the other', () => {
    const pairs = fc.array(fc.constantFrom('A=1', 'A=2', 'B=1', 'C=3', 'D'), { maxLength: 8 })
    fc.assert(
      fc.property(pairs, pairs, (was, is) => {
        const changes = compare(was.join('&'), is.join('&')) ?? []
        const gone = changes.filter(({ before }) => before).length
        const come = changes.filter(({ after }) => after).length
        expect(was.length - gone + come).toBe(is.length)
      }),
    )
  })
})
