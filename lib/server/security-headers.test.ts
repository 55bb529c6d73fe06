import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, it } from 'vitest'
import { applySecurityHeaders } from './security-headers.ts'

const opened: ReturnType<typeof createServer>[] = []
afterEach(() => {
  for (const server of opened.splice(0)) server.close()
})

/** A real server whose answer is what a page would see of the request's headers. */
async function serve(options: { dev: boolean; https: boolean }): Promise<string> {
  const server = createServer((req: IncomingMessage, res) => {
    applySecurityHeaders(req, res, options)
    res.end(JSON.stringify(req.headers))
  })
  opened.push(server)
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

it('gives each answer a nonce of its own, the same to the page and to the browser', async () => {
  const url = await serve({ dev: false, https: false })
  const nonces = await Promise.all(
    [1, 2].map(async () => {
      const response = await fetch(url)
      const seen = (await response.json()) as Record<string, string>
      const policy = response.headers.get('content-security-policy') ?? ''
      expect(seen['content-security-policy']).toBe(policy)
      expect(policy).toContain(`script-src 'nonce-${seen['x-nonce']}' 'strict-dynamic'`)
      return seen['x-nonce']
    }),
  )
  expect(new Set(nonces).size).toBe(2)
})

it('overwrites what a client sends in their place', async () => {
  const url = await serve({ dev: false, https: false })
  const sent = {
    'x-nonce': 'mine',
    'content-security-policy': 'none',
    'x-request-target': '//evil',
    'x-middleware-subrequest': 'x',
  }
  const seen = (await (await fetch(`${url}/events?a=1`, { headers: sent })).json()) as Record<string, string>
  expect(seen['x-nonce']).not.toBe('mine')
  expect(seen['content-security-policy']).not.toBe('none')
  expect(seen['x-request-target']).toBe('/events?a=1')
  expect(seen['x-middleware-subrequest']).toBeUndefined()
})

it('forbids framing, sniffing, referrers and caching, and allows no unsafe scripts outside development', async () => {
  const { headers } = await fetch(await serve({ dev: false, https: false }))
  const policy = headers.get('content-security-policy') ?? ''
  for (const rule of [
    "object-src 'none'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "form-action 'self'",
  ]) {
    expect(policy).toContain(rule)
  }
  expect(policy).not.toMatch(/unsafe-eval|style-src [^;]*unsafe-inline/)
  expect(headers.get('x-content-type-options')).toBe('nosniff')
  expect(headers.get('referrer-policy')).toBe('no-referrer')
  expect(headers.get('cache-control')).toBe('no-store')
})

it('promises https only where people come by https', async () => {
  expect(
    (await fetch(await serve({ dev: false, https: false }))).headers.get('strict-transport-security'),
  ).toBeNull()
  expect(
    (await fetch(await serve({ dev: false, https: true }))).headers.get('strict-transport-security'),
  ).toMatch(/max-age/)
})

it('lets the browser keep files that are named after their content', async () => {
  const url = await serve({ dev: false, https: false })
  expect((await fetch(`${url}/_next/static/a.js`)).headers.get('cache-control')).toBeNull()
})
