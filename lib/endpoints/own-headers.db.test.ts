import { randomBytes, randomUUID } from 'node:crypto'
import { beforeEach, describe, expect, it } from 'vitest'
import { prisma } from '#lib/db/prisma.ts'
import { openCredentials, openHeaders } from '#lib/endpoints/own-headers.ts'
import { setCredentials } from '#lib/endpoints/set-credentials.ts'
import { setHeaders } from '#lib/endpoints/set-headers.ts'
import { setEnv } from '#lib/env.ts'
import { useTestDatabase } from '#lib/test/database.ts'
import { mapTo } from '#lib/test/events.ts'

useTestDatabase()
let endpointId = ''

beforeEach(async () => {
  setEnv({ SECRET_KEY: randomBytes(32).toString('base64') })
  endpointId = await mapTo('X', `http://${randomUUID()}.example/`)
})

const row = () => prisma().endpoint.findUniqueOrThrow({ where: { id: endpointId } })
const headers = async () => openHeaders(endpointId, (await row()).headers)

describe('the headers of an endpoint', () => {
  it('are set all at once, and a value that is not given is kept', async () => {
    expect(
      await setHeaders({
        endpointId,
        headers: [
          ['X-Key', 'one'],
          ['x-tenant', 'a'],
        ],
      }),
    ).toEqual({
      ok: true,
      names: ['x-key', 'x-tenant'],
    })
    expect(
      await setHeaders({
        endpointId,
        headers: [
          ['x-new', 'b'],
          ['X-Key', null],
        ],
      }),
    ).toMatchObject({ ok: true })
    expect(await headers()).toEqual([
      ['x-new', 'b'],
      ['x-key', 'one'],
    ])
    await setHeaders({ endpointId, headers: [] })
    expect((await row()).headers).toBeNull()
  })

  it.each([
    [[['host', 'x']], 0],
    [
      [
        ['x-ok', 'x'],
        ['x-bad', 'a\r\nb: c'],
      ],
      1,
    ],
    [[['x-gone', null]], 0],
    [
      [
        ['x-a', '1'],
        ['X-A', '2'],
      ],
      null,
    ],
  ] as [[string, string | null][], number | null][])(
    '%j are refused at their place',
    async (given, index) => {
      expect(await setHeaders({ endpointId, headers: given })).toMatchObject({ ok: false, index })
      expect((await row()).headers).toBeNull()
    },
  )

  it('have to be entered anew when the key of the server is another', async () => {
    await setHeaders({ endpointId, headers: [['x-key', 'one']] })
    setEnv({ SECRET_KEY: randomBytes(32).toString('base64') })
    expect(await setHeaders({ endpointId, headers: [['x-key', null]] })).toMatchObject({
      ok: false,
      index: 0,
    })
    expect(await setHeaders({ endpointId, headers: [['x-key', 'two']] })).toMatchObject({ ok: true })
    expect(await headers()).toEqual([['x-key', 'two']])
  })

  it('keep nothing in the clear', async () => {
    await setHeaders({ endpointId, headers: [['x-key', 'canary7f3a']] })
    await setCredentials({ endpointId, credentials: { kind: 'bearer', token: 'canary7f3a' } })
    const { headers: sealed, credentials } = await row()
    for (const bytes of [sealed, credentials])
      expect(Buffer.from(bytes ?? []).includes('canary7f3a')).toBe(false)
  })
})

describe('the credentials of an endpoint', () => {
  it('are set and taken away', async () => {
    const basic = { kind: 'basic', user: 'lc', password: 'p' } as const
    expect(await setCredentials({ endpointId, credentials: basic })).toEqual({ ok: true })
    expect(openCredentials(endpointId, (await row()).credentials)).toEqual(basic)
    expect(await setCredentials({ endpointId, credentials: null })).toEqual({ ok: true })
    expect((await row()).credentials).toBeNull()
    expect(await setCredentials({ endpointId: randomUUID(), credentials: null })).toMatchObject({ ok: false })
  })
})
