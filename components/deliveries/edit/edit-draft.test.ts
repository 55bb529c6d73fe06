import { describe, expect, it } from 'vitest'
import { changesOf, firstDraft, sayChanges, withheld } from './edit-draft.ts'

const bytes = { base64: '', size: 0 }
const source = {
  url: 'http://r.example/a',
  eventType: 'NEW_OPERATOR',
  payload: {
    method: 'POST',
    contentType: null,
    charset: 'utf-8',
    query: bytes,
    body: bytes,
    parameters: [
      { name: 'EVENT', value: 'NEW_OPERATOR', hidden: 0, size: 9 },
      { name: 'PASSWORD', value: '****', hidden: 0, size: 9 },
      { name: 'CHAT', value: 'Jane: …', hidden: 900, size: 909 },
    ],
    parameterCount: 3,
  },
}

describe('what a form changes', () => {
  it('is nothing as long as nothing is touched', () => {
    const changes = changesOf(firstDraft(source), source)
    expect(changes).toEqual({ url: null, payload: null })
    expect(sayChanges(changes)).toEqual([])
  })

  it('is what was typed, and keeps what is not shown', () => {
    const draft = firstDraft(source)
    const [event, password, chat] = draft.rows
    if (!event || !password || !chat) throw new Error('three rows')
    const changes = changesOf(
      {
        url: ' http://other.example/ ',
        method: 'GET',
        rows: [
          { ...event, value: 'X' },
          { ...password, value: 'new' },
          { ...chat, isRemoved: true },
        ],
        added: [{ key: 1, name: 'N', value: '1' }],
      },
      source,
    )
    expect(changes).toEqual({
      url: 'http://other.example/',
      payload: {
        method: 'GET',
        changed: [
          { index: 0, name: null, value: 'X' },
          { index: 1, name: null, value: 'new' },
          { index: 2, remove: true },
        ],
        added: [{ name: 'N', value: '1' }],
      },
    })
    expect(sayChanges(changes)).toEqual([
      'another URL',
      'sent by GET',
      '2 parameters changed',
      '1 parameter added',
      '1 parameter removed',
    ])
  })

  it('shows no secret and nothing that is cut', () => {
    expect(firstDraft(source).rows.map(({ value, hidden }) => [value, hidden])).toEqual([
      ['NEW_OPERATOR', null],
      [null, 'secret'],
      [null, 'long'],
    ])
  })
})

it('what is for one host is withheld from another', () => {
  const endpoint = {
    url: 'https://r.example/a',
    mode: '',
    hasCredentials: true,
    hasHeaders: false,
    isSigned: true,
  }
  expect(withheld('https://r.example/b', endpoint)).toEqual([])
  expect(withheld('http://r.example/b', endpoint)).toEqual(['credentials', 'signature'])
  expect(withheld('http://r.example/b', null)).toEqual([])
})
