import { verifyPassword } from 'better-auth/crypto'
import { describe, expect, it } from 'vitest'
import { pool } from '#lib/db/pool.ts'
import { createAdmin } from '../../auth/create-admin.ts'
import { listAdmins } from '../../auth/list-admins.ts'
import { listRevisions } from '../../mappings/list-revisions.ts'
import { setMapping } from '../../mappings/set-mapping.ts'
import { useCommandLine } from '../../test/command-line.ts'

const { bellhop, json } = useCommandLine()

describe('admin', () => {
  it('create makes up a password, or takes it from standard input', async () => {
    const { out } = await bellhop(['admin', 'create', 'ola@bellhop.example', '--json'])
    expect(JSON.parse(out)).toMatchObject({
      email: 'ola@bellhop.example',
      password: expect.stringMatching(/^\S{12,}$/),
    })
    const given = await bellhop(['admin', 'create', 'ewa@bellhop.example', '--password-stdin'], {
      input: 'correct horse battery\n',
    })
    expect(given).toMatchObject({ code: 0 })
    expect(given.out).not.toContain('correct horse')
    expect(await bellhop(['admin', 'create', 'ola@bellhop.example'])).toMatchObject({ code: 1, out: '' })
    const { rows } = await pool().query('SELECT email, role FROM "user" ORDER BY email')
    expect(rows).toEqual([
      { email: 'ewa@bellhop.example', role: 'admin' },
      { email: 'ola@bellhop.example', role: 'admin' },
    ])
  })

  it('list says who may log in', async () => {
    await createAdmin({ email: 'uma@bellhop.example', password: 'correct horse' })
    const rows: { email: string }[] = await json(['admin', 'list'])
    expect(rows.find(({ email }) => email === 'uma@bellhop.example')).toEqual({
      email: 'uma@bellhop.example',
      name: 'uma@bellhop.example',
      createdAt: expect.stringMatching(/^\d{4}-.*Z$/),
      lastLogIn: null,
    })
    const { out } = await bellhop(['admin', 'list'])
    expect(out).toMatch(/^E-MAIL +NAME +MADE +LAST LOG-IN\n/)
    expect(out).toMatch(/\numa@bellhop\.example +uma@bellhop\.example +\S+Z +–\n/)
  })

  it('password makes one up, or takes it from standard input, and ends the sessions', async () => {
    const email = 'ida@bellhop.example'
    await createAdmin({ email, password: 'correct horse' })
    const renew = ['admin', 'password', 'Ida@bellhop.example']
    const begin = `INSERT INTO session (id, token, user_id, expires_at, updated_at)
      SELECT gen_random_uuid(), gen_random_uuid(), id, now() + interval '1 h', now() FROM "user" WHERE email = $1`
    await pool().query(begin, [email])
    expect(await json(renew)).toEqual({
      email,
      password: expect.stringMatching(/^\S{12,}$/),
      sessionsEnded: 1,
    })
    await pool().query(begin, [email])
    expect(await bellhop([...renew, '--password-stdin'], { input: 'correct horse battery\n' })).toEqual(
      expect.objectContaining({ code: 0, out: `${email} may log in\n1 session has ended\n`, err: '' }),
    )
    const { rows } = await pool().query(
      'SELECT password FROM account JOIN "user" ON "user".id = user_id WHERE email = $1',
      [email],
    )
    expect(await verifyPassword({ hash: rows[0].password, password: 'correct horse battery' })).toBe(true)
    expect(await bellhop([...renew, '--password-stdin'], { input: 'short\n' })).toMatchObject({
      code: 1,
      out: '',
      err: 'bellhop: A password has at least 8 characters.\n',
    })
    expect(await bellhop(['admin', 'password', 'nobody@bellhop.example'])).toMatchObject({
      code: 1,
      out: '',
      err: 'bellhop: Nobody logs in as nobody@bellhop.example. See: npx bellhop admin list\n',
    })
  })

  it('remove asks, leaves what the person did, and keeps the last one', async () => {
    await pool().query('DELETE FROM "user"')
    const [ada, eve] = ['ada@bellhop.example', 'eve@bellhop.example']
    for (const email of [ada, eve]) await createAdmin({ email, password: 'correct horse' })
    await setMapping({ licence: '61', actor: eve, urls: ['http://a.example/x'], eventType: 'CHAT_STARTED' })
    expect(await bellhop(['admin', 'remove', eve])).toMatchObject({
      code: 1,
      out: '',
      err: expect.stringContaining('--yes'),
    })
    expect(await bellhop(['admin', 'remove', eve, '--yes'])).toMatchObject({
      code: 0,
      out: `${eve} may not log in any more\n`,
    })
    expect((await listRevisions({ licence: '61' })).revisions).toMatchObject([{ actor: eve }])
    expect(await bellhop(['admin', 'remove', ada, '--yes'])).toMatchObject({
      code: 1,
      out: '',
      err: `bellhop: ${ada} is the last who may log in. Make another first: npx bellhop admin create EMAIL\n`,
    })
    expect(await listAdmins()).toMatchObject([{ email: ada }])
  })
})
