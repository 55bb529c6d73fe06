import { beforeEach, describe, expect, it, vi } from 'vitest'
import { prisma } from '../db/prisma.ts'
import { listViews, saveView } from '../preferences/saved-views.ts'
import { useTestDatabase } from '../test/database.ts'
import { auth } from './auth.ts'
import { completeSetup } from './complete-setup.ts'
import { createAdmin } from './create-admin.ts'
import { ensureFirstAdmin } from './ensure-first-admin.ts'
import { listAdmins } from './list-admins.ts'
import { removeAdmin } from './remove-admin.ts'
import { setPassword } from './set-password.ts'
import { readSetupState } from './setup-link.ts'

const BASE = 'http://127.0.0.1:3000'
vi.stubEnv('BASE_URL', BASE)
vi.stubEnv('SECRET_KEY', 'a secret of this test that is long enough')
useTestDatabase()

const ADMIN = { email: 'ola@lc.example', password: 'correct horse' }

beforeEach(async () => {
  await prisma().user.deleteMany()
  await prisma().verification.deleteMany()
  await prisma().rateLimit.deleteMany()
})

function signIn(body: object, headers: Record<string, string> = {}): Promise<Response> {
  return auth().handler(
    new Request(`${BASE}/api/auth/sign-in/email`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: BASE, 'x-real-client': '192.0.2.1', ...headers },
      body: JSON.stringify(body),
    }),
  )
}

/** Logs in, and gives what a later request sends along. */
async function logIn(person = ADMIN): Promise<Headers> {
  const response = await signIn(person)
  expect(response.status).toBe(200)
  return new Headers({ cookie: response.headers.get('set-cookie')?.split(';')[0] ?? '' })
}

const isLoggedIn = async (headers: Headers) => (await auth().api.getSession({ headers })) !== null

describe('making an admin', () => {
  it('lets them sign in over HTTP, with a strict cookie that scripts cannot read', async () => {
    expect(await createAdmin({ ...ADMIN, email: ' Ola@LC.example ' })).toMatchObject({ ok: true })
    const response = await signIn(ADMIN)
    expect(response.status).toBe(200)
    const cookie = response.headers.get('set-cookie') ?? ''
    expect(cookie).toMatch(/^bellhop-session-3000=.*HttpOnly.*SameSite=Strict/i)
    const session = await auth().api.getSession({
      headers: new Headers({ cookie: cookie.split(';')[0] ?? '' }),
    })
    expect(session?.user).toMatchObject({ email: ADMIN.email, role: 'admin' })
  })

  it('says why it could not', async () => {
    await createAdmin(ADMIN)
    expect(await createAdmin(ADMIN)).toMatchObject({ ok: false, reason: expect.stringContaining('already') })
    expect(await createAdmin({ ...ADMIN, email: 'ola' })).toMatchObject({ ok: false })
    expect(await createAdmin({ email: 'b@lc.example', password: 'short' })).toMatchObject({ ok: false })
    expect(await prisma().user.count()).toBe(1)
  })
})

describe('signing in', () => {
  beforeEach(async () => void (await createAdmin(ADMIN)))

  it('refuses a wrong password and an unknown person alike', async () => {
    const answers = [
      await signIn({ ...ADMIN, password: 'wrong' }),
      await signIn({ ...ADMIN, email: 'x@lc.example' }),
    ]
    expect(answers.map((answer) => answer.status)).toEqual([401, 401])
    expect(await answers[0]?.json()).toEqual(await answers[1]?.json())
  })

  it('refuses a page of another site', async () => {
    expect((await signIn(ADMIN, { origin: 'https://evil.example' })).status).toBe(403)
  })

  it('stops after five wrong tries from one address, and says for how long', async () => {
    for (let i = 0; i < 5; i++) expect((await signIn({ ...ADMIN, password: 'wrong' })).status).toBe(401)
    const refused = await signIn(ADMIN)
    expect(refused.status).toBe(429)
    expect(Number(refused.headers.get('x-retry-after'))).toBeGreaterThan(0)
  })

  it('stops the guessing of one account from many addresses', async () => {
    const statuses: number[] = []
    for (let i = 1; i <= 21; i++) {
      statuses.push(
        (await signIn({ ...ADMIN, password: 'wrong' }, { 'x-real-client': `192.0.2.${i}` })).status,
      )
    }
    expect(statuses.slice(0, 20)).toEqual(Array(20).fill(401))
    expect(statuses[20]).toBe(429)
  })

  it('does not count what was right', async () => {
    for (let i = 0; i < 8; i++) expect((await signIn(ADMIN)).status).toBe(200)
    expect(await prisma().rateLimit.count({ where: { key: { contains: 'sign-in' } } })).toBe(0)
  })

  it('has no open sign-up', async () => {
    const request = new Request(`${BASE}/api/auth/sign-up/email`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: BASE },
      body: JSON.stringify({ email: 'new@lc.example', password: 'correct horse', name: 'New' }),
    })
    expect((await auth().handler(request)).ok).toBe(false)
    expect(await prisma().user.count()).toBe(1)
  })
})

describe('a forgotten password', () => {
  beforeEach(async () => void (await createAdmin(ADMIN)))

  it('is replaced: the new one counts, the old one and all sessions end, the others’ stay', async () => {
    const other = { email: 'ewa@lc.example', password: 'battery staple' }
    await createAdmin(other)
    const [first, second, others] = [await logIn(), await logIn(), await logIn(other)]
    expect(await setPassword({ email: ' Ola@LC.example', password: 'another horse' })).toEqual({
      outcome: 'set',
      email: ADMIN.email,
      sessionsEnded: 2,
    })
    expect(await Promise.all([first, second, others].map(isLoggedIn))).toEqual([false, false, true])
    expect((await signIn(ADMIN)).status).toBe(401)
    await logIn({ ...ADMIN, password: 'another horse' })
  })

  it('counts at once, even after so many wrong tries that the account is held back', async () => {
    const from = (i: number) => ({ 'x-real-client': `192.0.2.${i}` })
    for (let i = 1; i <= 21; i++) await signIn({ ...ADMIN, password: 'wrong' }, from(i))
    const renewed = { ...ADMIN, password: 'another horse' }
    expect((await signIn(renewed, from(99))).status).toBe(429)
    await setPassword(renewed)
    expect((await signIn(renewed, from(99))).status).toBe(200)
  })

  it('is not replaced by one that is too short, nor for somebody unknown', async () => {
    const session = await logIn()
    expect(await setPassword({ email: ADMIN.email, password: 'short' })).toMatchObject({
      outcome: 'not valid',
      reason: expect.stringContaining('at least 8'),
    })
    expect(await setPassword({ email: 'x@lc.example', password: 'another horse' })).toEqual({
      outcome: 'unknown person',
    })
    expect(await isLoggedIn(session)).toBe(true)
  })
})

describe('the people who may log in', () => {
  const [ola, ewa] = [ADMIN, { email: 'ewa@lc.example', password: 'battery staple' }]
  beforeEach(async () => {
    await createAdmin(ola)
    await createAdmin(ewa)
  })
  const idOf = async (email: string) => (await prisma().user.findUniqueOrThrow({ where: { email } })).id

  it('are listed with their last log-in, as far as it is known', async () => {
    await logIn(ola)
    const times = { createdAt: expect.stringMatching(/Z$/) }
    expect(await listAdmins()).toEqual([
      { ...times, email: ewa.email, name: ewa.email, lastLogIn: null },
      { ...times, email: ola.email, name: ola.email, lastLogIn: expect.stringMatching(/Z$/) },
    ])
  })

  it('are removed with their sessions, and what they shared is handed on', async () => {
    const view = { list: 'deliveries' as const, query: '?status=failed', isShared: true }
    for (const email of [ola.email, ewa.email]) await saveView(await idOf(email), { ...view, name: 'ours' })
    await saveView(await idOf(ewa.email), { ...view, name: 'mine', isShared: false })
    const session = await logIn(ewa)
    expect(await removeAdmin({ email: 'Ewa@lc.example' })).toEqual({
      outcome: 'removed',
      email: ewa.email,
      sharedViews: 1,
      heir: ola.email,
    })
    expect(await isLoggedIn(session)).toBe(false)
    expect((await signIn(ewa)).status).toBe(401)
    expect(await listViews(await idOf(ola.email), 'deliveries')).toMatchObject([
      { name: 'ours', isOwn: true },
      { name: 'ours (2)', isOwn: true, isShared: true },
    ])
    expect(await removeAdmin({ email: ewa.email })).toEqual({ outcome: 'unknown person' })
  })

  it('are never none, even when both are removed at once', async () => {
    const both = await Promise.all([ola, ewa].map(({ email }) => removeAdmin({ email })))
    expect(both.map(({ outcome }) => outcome).toSorted()).toEqual(['last admin', 'removed'])
    expect(await listAdmins()).toHaveLength(1)
  })
})

describe('the first admin', () => {
  const token = (url: string) => url.split('/').at(-1) ?? ''
  async function setupToken(): Promise<string> {
    const first = await ensureFirstAdmin({ admin: undefined, baseUrl: BASE })
    if (first.kind !== 'setup link') throw new Error(first.kind)
    return token(first.url)
  }

  it('comes from the environment, once', async () => {
    expect(await ensureFirstAdmin({ admin: ADMIN, baseUrl: BASE })).toEqual({ kind: 'created' })
    expect(await ensureFirstAdmin({ admin: ADMIN, baseUrl: BASE })).toEqual({ kind: 'exists' })
    expect((await signIn(ADMIN)).status).toBe(200)
  })

  it('comes from a link that works once and is stored as a hash only', async () => {
    const link = await setupToken()
    expect(JSON.stringify(await prisma().verification.findMany())).not.toContain(link)
    expect(await readSetupState(link)).toBe('open')
    expect(await completeSetup(link, ADMIN)).toMatchObject({ kind: 'created' })
    expect(await completeSetup(link, { ...ADMIN, email: 'b@lc.example' })).toEqual({ kind: 'already set up' })
    expect((await signIn(ADMIN)).status).toBe(200)
  })

  it('is one, when two use the link at once', async () => {
    const link = await setupToken()
    const both = await Promise.all(
      ['a', 'b'].map((name) => completeSetup(link, { ...ADMIN, email: `${name}@lc.example` })),
    )
    expect(both.filter((done) => done.kind === 'created')).toHaveLength(1)
    expect(await prisma().user.count()).toBe(1)
  })

  it('does not use the link up on input that is not valid', async () => {
    const link = await setupToken()
    expect(await completeSetup(link, { email: 'ola', password: 'x' })).toMatchObject({
      kind: 'not valid',
      fieldErrors: { email: expect.any(String), password: expect.any(String) },
    })
    expect(await readSetupState(link)).toBe('open')
  })

  it('cannot use the link of an earlier start, or one past its day', async () => {
    const earlier = await setupToken()
    const link = await setupToken()
    expect(await completeSetup(earlier, ADMIN)).toEqual({ kind: 'link not valid' })
    await prisma().verification.updateMany({ data: { expiresAt: new Date(Date.now() - 1) } })
    expect(await completeSetup(link, ADMIN)).toEqual({ kind: 'link not valid' })
    expect(await prisma().user.count()).toBe(0)
  })
})
