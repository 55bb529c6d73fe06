import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodeText } from '../livechat/charset.ts'
import { parseForm } from '../livechat/form-bytes.ts'
import { MAX_BODY_BYTES, MAX_HEAD_BYTES } from '../livechat/size-limits.ts'
import { editPayload, type PayloadEdit } from './edit-payload.ts'
import { FORM, type PayloadBytes } from './write-payload.ts'

const latin1 = (text: string) => Buffer.from(text, 'latin1')
const NOTHING: PayloadEdit = { method: null, changed: [], added: [] }

function call(more: { query?: string; body?: string } & Partial<Omit<PayloadBytes, 'query' | 'body'>>) {
  const { query = '', body = '', ...rest } = more
  const method = body === '' ? ('GET' as const) : ('POST' as const)
  const contentType = body === '' ? null : FORM
  return { method, contentType, charset: 'utf-8', ...rest, query: latin1(query), body: latin1(body) }
}

const edited = (of: PayloadBytes, edit: Partial<PayloadEdit>, eventType = 'X') =>
  editPayload(of, eventType, { ...NOTHING, ...edit })

/** The bytes as latin1 text, or why there are none. */
function told(of: PayloadBytes, edit: Partial<PayloadEdit>, eventType = 'X') {
  const outcome = edited(of, edit, eventType)
  if (!outcome.ok) return { field: outcome.field, reason: outcome.reason }
  const { method, query, body, contentType } = outcome.payload
  return {
    method,
    query: Buffer.from(query).toString('latin1'),
    body: Buffer.from(body).toString('latin1'),
    contentType,
  }
}

const EVERY_BYTE = Buffer.from(Array.from({ length: 256 }, (_, byte) => byte)).toString('latin1')

describe('a payload that is edited', () => {
  it('keeps the bytes of what nobody touched: order, repeats, empty and nameless ones, malformed escapes', () => {
    const body = 'A=%zz&&A=+%20&=x&B&C=%e4%F6&D=1&A=%'
    expect(told(call({ body }), { changed: [{ index: 6, name: null, value: 'ą &' }] })).toMatchObject({
      body: 'A=%zz&&A=+%20&=x&B&C=%e4%F6&D=%C4%85+%26&A=%',
    })
    expect(told(call({ body }), { changed: [{ index: 2, remove: true }] })).toMatchObject({
      body: 'A=%zz&&=x&B&C=%e4%F6&D=1&A=%',
    })
    expect(told(call({ body }), { changed: [{ index: 7, name: 'E', value: null }] })).toMatchObject({
      body: 'A=%zz&&A=+%20&=x&B&C=%e4%F6&D=1&E=%',
    })
    expect(told(call({ body }), { changed: [{ index: 4, name: 'b', value: null }] })).toMatchObject({
      body: 'A=%zz&&A=+%20&=x&b&C=%e4%F6&D=1&A=%',
    })
    expect(told(call({ body }), { changed: [{ index: 4, name: null, value: '' }] })).toMatchObject({
      body: 'A=%zz&&A=+%20&=x&B=&C=%e4%F6&D=1&A=%',
    })
  })

  it('keeps the other parameters for whatever bytes, all 256 values among them, whatever is done to one', () => {
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 60 }),
      fc
        .array(fc.constantFrom(0x26, 0x3d, 0x25, 0x2b, 0x41), { maxLength: 30 })
        .map((all) => Uint8Array.from(all)),
      fc.constant(latin1(EVERY_BYTE)),
    )
    const given = fc.record({
      query: bytes,
      body: bytes,
      charset: fc.constantFrom('utf-8', 'windows-1250', 'iso-8859-2'),
      at: fc.nat(),
      value: fc.string(),
      doing: fc.constantFrom('remove', 'rename', 'set', 'nothing'),
    })
    fc.assert(
      fc.property(given, ({ query, body, charset, at, value, doing }) => {
        const of: PayloadBytes = { method: 'POST', query, body, contentType: FORM, charset }
        const raws = [...parseForm(query), ...parseForm(body)].map(({ raw }) => latin1Of(raw))
        const index = raws.length === 0 ? 0 : at % raws.length
        const edit = {
          remove: { index, remove: true } as const,
          // A parameter that becomes an empty one would be none any more.
          rename: { index, name: `N${value}`, value: null },
          set: { index, name: null, value },
          nothing: { index, name: null, value: null },
        }[doing]
        const outcome = edited(of, { changed: raws.length === 0 ? [] : [edit] })
        if (!outcome.ok) return expect(outcome.field).toMatch(/^changed/)
        const after = [...parseForm(outcome.payload.query), ...parseForm(outcome.payload.body)]
        const left = after.map(({ raw }) => latin1Of(raw))
        if (doing === 'nothing') {
          expect(latin1Of(outcome.payload.query)).toBe(latin1Of(query))
          expect(latin1Of(outcome.payload.body)).toBe(latin1Of(body))
        } else if (doing === 'remove') {
          // An empty pair that is left alone is no pair any more.
          expect(left.filter((raw) => raw !== '')).toEqual(
            raws.toSpliced(index, 1).filter((raw) => raw !== ''),
          )
        } else {
          const isOther = (_: string, place: number) => place !== index
          expect(left.filter((raw, place) => raw !== '' && isOther(raw, place))).toEqual(
            raws.filter((raw, place) => raw !== '' && isOther(raw, place)),
          )
          const pair = after[index]
          if (doing === 'set' && pair) expect(decodeText(pair.value, charset)).toBe(value)
        }
      }),
      { numRuns: 500 },
    )
  })

  it('writes in the charset of the call', () => {
    const of = call({ body: 'A=\xb9&B=1', charset: 'iso-8859-2' })
    expect(
      told(of, { changed: [{ index: 1, name: null, value: 'żółw' }], added: [{ name: 'Ł', value: '' }] }),
    ).toMatchObject({
      body: 'A=\xb9&B=%BF%F3%B3w&%A3=',
    })
  })

  it('finds the parameters of the query before those of the body, and adds where the method carries them', () => {
    const of = call({ query: 'A=1&B=2', body: 'C=3' })
    expect(
      told(of, {
        changed: [
          { index: 1, name: null, value: 'b' },
          { index: 2, name: null, value: 'c' },
        ],
      }),
    ).toMatchObject({
      query: 'A=1&B=b',
      body: 'C=c',
    })
    expect(told(of, { added: [{ name: 'D', value: '4' }] })).toMatchObject({
      query: 'A=1&B=2',
      body: 'C=3&D=4',
    })
    expect(told(call({ query: 'A=1' }), { added: [{ name: 'D', value: '4' }] })).toMatchObject({
      query: 'A=1&D=4',
      body: '',
    })
    const empty = { ...call({}), method: 'POST' as const }
    expect(told(empty, { added: [{ name: 'D', value: '4' }] })).toMatchObject({
      body: 'D=4',
      contentType: FORM,
    })
  })

  it('moves all parameters with the method', () => {
    const of = call({ query: 'A=%zz', body: 'B=2&PASSWORD=x' })
    expect(told(of, { method: 'GET' })).toEqual({
      method: 'GET',
      query: 'A=%zz&B=2&PASSWORD=x',
      body: '',
      contentType: null,
    })
    expect(told(call({ query: 'A=%zz' }), { method: 'POST' })).toEqual({
      method: 'POST',
      query: '',
      body: 'A=%zz',
      contentType: FORM,
    })
    expect(edited(of, { method: 'POST' })).toMatchObject({ payload: { query: of.query, body: of.body } })
  })

  it('leaves a body that is no form as it is', () => {
    const of = call({ query: 'A=1', body: '{"a":"&b=1"}', contentType: 'application/json' })
    expect(
      told(of, { changed: [{ index: 0, name: null, value: '2' }], added: [{ name: 'B', value: '3' }] }),
    ).toEqual({
      method: 'POST',
      query: 'A=2&B=3',
      body: '{"a":"&b=1"}',
      contentType: 'application/json',
    })
    expect(told(of, { changed: [{ index: 1, remove: true }] })).toMatchObject({ field: null })
    expect(told(of, { method: 'GET' })).toMatchObject({ field: 'method' })
  })
})

describe('a payload that cannot be edited so', () => {
  const of = call({ body: 'A=1&PASSWORD=hunter2', charset: 'windows-1250' })

  it.each([
    ['ж', 'windows-1250 cannot write “ж”. Write it otherwise.'],
    ['a\0', 'There is a NUL character in it. Remove it.'],
    ['\uFFFD', 'There is a � in it, which stands for bytes that are no windows-1250. Write that place anew.'],
  ])('says so at the field of %j', (text, reason) => {
    expect(told(of, { changed: [{ index: 0, name: null, value: text }] })).toEqual({
      field: 'changed.0.value',
      reason,
    })
    expect(told(of, { changed: [{ index: 0, name: text, value: null }] })).toEqual({
      field: 'changed.0.name',
      reason,
    })
    expect(told(of, { added: [{ name: 'ok', value: text }] })).toEqual({ field: 'added.0.value', reason })
    expect(told(of, { added: [{ name: text, value: '' }] })).toEqual({ field: 'added.0.name', reason })
  })

  it('keeps the name of a secret that it keeps, or it would be shown under the other', () => {
    const renamed = (value: string | null) => told(of, { changed: [{ index: 1, name: 'NOTE', value }] })
    expect(renamed(null)).toMatchObject({ field: 'changed.1.name' })
    expect(renamed('new')).toMatchObject({ body: 'A=1&NOTE=new' })
    expect(told(of, { changed: [{ index: 1, name: 'PASSWORD', value: null }] })).toMatchObject({
      body: 'A=1&PASSWORD=hunter2',
    })
    // Whatever way it is spelled.
    const spelled = call({ body: 'P%41SSWORD=hunter2' })
    expect(told(spelled, { changed: [{ index: 0, name: 'NOTE', value: null }] })).toMatchObject({
      field: 'changed.0.name',
    })
  })

  it('is told what is too large, and what is not there', () => {
    const long = 'a'.repeat(MAX_HEAD_BYTES)
    expect(told(call({ query: 'A=1' }), { changed: [{ index: 0, name: null, value: long }] })).toMatchObject({
      field: null,
    })
    const longer = 'a'.repeat(MAX_BODY_BYTES - 2)
    expect(
      edited(of, {
        changed: [
          { index: 1, remove: true },
          { index: 0, name: null, value: longer },
        ],
      }).ok,
    ).toBe(true)
    expect(edited(of, { changed: [{ index: 0, name: null, value: longer }] }).ok).toBe(false)
    expect(told(of, { changed: [{ index: 2, remove: true }] })).toMatchObject({
      reason: 'There is no parameter 3 to change.',
    })
    expect(edited(call({ body: '&'.repeat(200_000) }), { changed: [{ index: 0, remove: true }] }).ok).toBe(
      false,
    )
  })
})

function latin1Of(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('latin1')
}
