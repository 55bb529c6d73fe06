import { describe, expect, it } from 'vitest'
import { formatOf, prettyBody } from './pretty.ts'

describe('the shape of a body', () => {
  it.each([
    ['application/json; charset=utf-8', 'json'],
    ['application/problem+json', 'json'],
    ['TEXT/HTML', 'html'],
    ['image/svg+xml', 'xml'],
    ['text/xml', 'xml'],
    ['application/x-www-form-urlencoded', 'form'],
    ['text/plain', null],
    [null, null],
  ])('of the type %s is %s', (type, format) => expect(formatOf(type)).toBe(format))

  it('is found by its looks where the type says nothing, or something else', () => {
    expect(prettyBody('{"a":1}', 'text/html')).toEqual({ kind: 'text', text: '{\n  "a": 1\n}' })
    expect(prettyBody('<a><b/></a>', null)).toEqual({ kind: 'text', text: '<a>\n  <b/>\n</a>' })
    expect(prettyBody('<html><p>x', 'text/plain')).toMatchObject({ kind: 'text' })
  })

  it('is said to be broken where its type promises one, and only there', () => {
    expect(prettyBody('{"a":', 'application/json')).toMatchObject({
      why: 'no valid JSON, so it is shown raw',
    })
    expect(prettyBody('<a><b></a>', 'text/xml')).toMatchObject({ why: expect.stringContaining('broken') })
    expect(prettyBody('<a><b></a>', null)).toEqual({ kind: 'none', why: null })
    expect(prettyBody('ok', 'text/html')).toEqual({ kind: 'none', why: null })
    expect(prettyBody('[info] done', null)).toEqual({ kind: 'none', why: null })
  })
})
