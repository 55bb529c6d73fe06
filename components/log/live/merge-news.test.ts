import { describe, expect, it } from 'vitest'
import { FOLLOWED } from '#lib/delivery-log/followed.ts'
import { changeRows, dropLeft, isNews, type LiveRows, mergeNews, showHeld } from './merge-news.ts'

type Row = { id: string; status: string }

const row = (id: string, status = 'pending'): Row => ({ id, status })
const list = (...ids: string[]): LiveRows<Row> => ({
  rows: ids.map((id) => row(id)),
  held: [],
  fresh: new Set(),
  isWhole: false,
})
const whole = (...ids: string[]): LiveRows<Row> => ({ ...list(...ids), isWhole: true })
const ids = (rows: Row[]) => rows.map(({ id }) => id).join('')

describe('news of a list', () => {
  it('stand on top, newest first', () => {
    const merged = mergeNews(list('c', 'b'), [row('d'), row('e')], false)
    expect(ids(merged.rows)).toBe('edcb')
    expect([...merged.fresh].sort()).toEqual(['d', 'e'])
  })

  it('change rows in their places', () => {
    const merged = mergeNews(list('c', 'b'), [row('b', 'failed')], false)
    expect(merged.rows).toEqual([row('c'), row('b', 'failed')])
    expect(merged.fresh.size).toBe(0)
  })

  it('are held back, changed while they are, and shown together', () => {
    let held = mergeNews(list('b'), [row('c')], true)
    held = mergeNews(held, [row('d'), row('c', 'failed'), row('b', 'failed')], true)
    expect(ids(held.rows)).toBe('b')
    expect(held.rows[0]?.status).toBe('failed')
    expect(ids(held.held)).toBe('dc')
    const shown = showHeld(held)
    expect(ids(shown.rows)).toBe('dcb')
    expect(shown.rows[1]?.status).toBe('failed')
    expect(shown.held).toEqual([])
  })

  it('are let in as soon as nothing holds them', () => {
    const held = mergeNews(list('b'), [row('c')], true)
    expect(ids(mergeNews(held, [row('d')], false).rows)).toBe('dcb')
  })

  it('come to stand between the others, but not below the page', () => {
    const merged = mergeNews(list('d', 'b'), [row('c'), row('a')], false)
    expect(ids(merged.rows)).toBe('dcb')
    expect(ids(mergeNews(list('d', 'b'), [row('c')], true).rows)).toBe('db')
  })

  it('that stand between the others wait while the list is held, and are not lost', () => {
    const held = mergeNews(list('d', 'b'), [row('c')], true)
    expect(ids(held.held)).toBe('c')
    expect(ids(showHeld(held).rows)).toBe('dcb')
  })

  it('stand below the last row of a list that has no other page', () => {
    expect(ids(mergeNews(whole('d', 'b'), [row('a')], false).rows)).toBe('dba')
    expect(isNews(whole('d', 'b'), [row('d'), row('b'), row('a')])).toBe(true)
    const many = Array.from({ length: 250 }, (_, n) => row(String(n).padStart(4, '0')))
    const cut = mergeNews(whole(), many, false)
    expect(mergeNews(cut, [row('0001')], false).rows).toHaveLength(200)
  })

  it('of what has left the list change it where it stands, and put it nowhere else', () => {
    const merged = changeRows(whole('c', 'b'), [row('b', 'failed'), row('a', 'failed')])
    expect(merged.rows).toEqual([row('c'), row('b', 'failed')])
  })

  it('tell what has left the list while nobody followed it, as far down as they go', () => {
    expect(ids(dropLeft(list('d', 'c', 'b'), [row('d'), row('b')]).rows)).toBe('db')
    expect(ids(dropLeft(list('d', 'c'), []).rows)).toBe('')
    expect(isNews(list('d', 'c', 'b'), [row('d'), row('b')])).toBe(true)
    const followed = Array.from({ length: FOLLOWED }, (_, n) => row(`x${900 - n}`))
    expect(ids(dropLeft(list('x900', 'x850a', 'w'), followed).rows)).toBe('x900w')
  })

  it('begin an empty list, and never let one grow without end', () => {
    const many = Array.from({ length: 250 }, (_, n) => row(String(n).padStart(4, '0')))
    const merged = mergeNews(list(), many, false)
    expect(merged.rows).toHaveLength(200)
    expect(merged.rows[0]?.id).toBe('0249')
  })

  it('are none when the list has them as they are, or ends before them', () => {
    expect(isNews(list('c', 'b'), [row('c'), row('b'), row('a')])).toBe(false)
    expect(isNews(list('c', 'b'), [row('c'), row('b', 'failed')])).toBe(true)
    expect(isNews(list('d', 'b'), [row('d'), row('c'), row('b')])).toBe(true)
    expect(isNews(list(), [row('a')])).toBe(true)
  })
})
