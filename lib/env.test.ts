import { describe, expect, it } from 'vitest'
import { EnvError, readEnv } from './env.ts'

describe('the environment', () => {
  it('has defaults for everything', () => {
    const env = readEnv({})
    expect(env).toMatchObject({
      host: '127.0.0.1',
      port: 3000,
      baseUrl: 'http://127.0.0.1:3000',
      databaseUrl: undefined,
    })
    expect(env.dataDir).toMatch(/\/data$/)
    expect(env.allow).toEqual([])
  })

  it('takes an empty value as not set', () => {
    expect(readEnv({ PORT: '', BASE_URL: '', DATABASE_URL: '' })).toMatchObject({
      port: 3000,
      databaseUrl: undefined,
    })
  })

  it('writes an IPv6 host into the base URL as a URL has it', () => {
    expect(readEnv({ HOST: '::1', PORT: '80' }).baseUrl).toBe('http://[::1]:80')
  })

  it.each([
    [{ HOST: '0.0.0.0' }, '10.0.0.9', 'http://10.0.0.9:3000'],
    [{ HOST: '0' }, '10.0.0.9', 'http://10.0.0.9:3000'],
    [{ HOST: '::', PORT: '8080' }, 'fd00::2', 'http://[fd00::2]:8080'],
    [{ HOST: '0.0.0.0', PORT: '80' }, '10.0.0.9', 'http://10.0.0.9'],
    [{ HOST: '0.0.0.0', BASE_URL: 'http://0.0.0.0:3000/' }, '10.0.0.9', 'http://10.0.0.9:3000'],
  ])('%j: people and chat servers are told an address of this machine', (values, address, baseUrl) => {
    expect(readEnv(values, () => address)).toMatchObject({ baseUrl, isAnyHost: true })
  })

  it('tells them BASE_URL, wherever the server listens', () => {
    const BASE_URL = 'https://bellhop.example'
    const env = readEnv({ HOST: '0.0.0.0', BASE_URL }, () => '10.0.0.9')
    expect(env).toMatchObject({ host: '0.0.0.0', baseUrl: BASE_URL, isAnyHost: false })
  })

  it.each([
    ['PORT', 'web'],
    ['PORT', '70000'],
    ['PORT', '80.5'],
    ['BASE_URL', 'bellhop.example'],
    ['BASE_URL', 'https://bellhop.example/path'],
    ['DATABASE_URL', 'mysql://localhost/x'],
    ['ADMIN_EMAIL', 'ola'],
    ['SECRET_KEY', 'short'],
    ['DISPATCH_ALLOW', '10.0.0.0/99'],
    ['DISPATCH_ALLOW', 'localhost'],
    ['LOG_LEVEL', 'loud'],
  ])('refuses %s=%s in one line that names it', (name, value) => {
    const read = () =>
      readEnv({ ADMIN_PASSWORD: name === 'ADMIN_EMAIL' ? 'long enough' : undefined, [name]: value })
    expect(read).toThrow(EnvError)
    expect(read).toThrow(new RegExp(`^${name} [^\n]+$`))
  })

  it('wants e-mail and password of the first admin together', () => {
    expect(() => readEnv({ ADMIN_EMAIL: 'ola@lc.example' })).toThrow(/^ADMIN_PASSWORD must be set too/)
    expect(() => readEnv({ ADMIN_PASSWORD: 'long enough' })).toThrow(/^ADMIN_EMAIL must be set too/)
  })
})
