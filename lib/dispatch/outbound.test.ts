import { describe, expect, it } from 'vitest'
import { databaseOf } from './outbound.ts'

describe('where the database is', () => {
  it.each([
    ['postgres://u:p@10.0.0.9:6432/bellhop', '10.0.0.9', 6432],
    ['postgres://u:p@db.example/bellhop', 'db.example', 5432],
    ['postgres://u:p@/bellhop?host=10.0.0.9&port=7000', '10.0.0.9', 7000],
    ['postgres://u:p@[fd00::9]:6432/bellhop', 'fd00::9', 6432],
    ['postgres:///bellhop?host=/var/run/postgresql', 'localhost', 5432],
  ])('%s', (url, hostname, port) => {
    expect(databaseOf(url)).toEqual({ hostname, port })
  })
})
