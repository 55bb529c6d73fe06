import { randomBytes } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'

/** Which request header tells a page its own address, so that a log-in can lead back to it. */
export const REQUEST_TARGET_HEADER = 'x-request-target'

const HALF_A_YEAR_SECONDS = 15_552_000

function contentSecurityPolicy(nonce: string, dev: boolean): string {
  return [
    `default-src 'self'`,
    `script-src 'nonce-${nonce}' 'strict-dynamic'${dev ? ` 'unsafe-eval'` : ''}`,
    // Next's overlay in development writes styles without a nonce, and a nonce would switch 'unsafe-inline' off.
    dev ? `style-src 'self' 'unsafe-inline'` : `style-src 'self' 'nonce-${nonce}'`,
    // Mantine renders sizes as style attributes; they hold no payload.
    `style-src-attr 'unsafe-inline'`,
    `img-src 'self' data:`,
    `connect-src 'self'`,
    `object-src 'none'`,
    `base-uri 'none'`,
    `frame-ancestors 'none'`,
    `form-action 'self'`,
  ].join('; ')
}

/** Files that Next names after their content may be kept by the browser; everything else holds data. */
function isBuildFile(target: string | undefined): boolean {
  return target?.startsWith('/_next/') ?? false
}

/**
 * Sets what every answer of the console carries: a policy with a nonce of its own, and headers that forbid
 * framing, sniffing, referrers and caching. Call it before Next sees the request: Next reads the nonce from
 * `req.headers`, where values that the client sent are overwritten.
 * @param options.https whether people reach the console by https (then HSTS is sent).
 */
export function applySecurityHeaders(
  req: IncomingMessage,
  res: ServerResponse,
  options: { dev: boolean; https: boolean },
): void {
  const nonce = randomBytes(16).toString('base64')
  const policy = contentSecurityPolicy(nonce, options.dev)
  req.headers['content-security-policy'] = policy
  req.headers['x-nonce'] = nonce
  req.headers[REQUEST_TARGET_HEADER] = req.url ?? '/'
  // Nothing stands before us that could set it; several past holes of Next began with it.
  delete req.headers['x-middleware-subrequest']

  res.setHeader('content-security-policy', policy)
  res.setHeader('x-content-type-options', 'nosniff')
  res.setHeader('referrer-policy', 'no-referrer')
  res.setHeader('x-frame-options', 'DENY')
  res.setHeader('cross-origin-opener-policy', 'same-origin')
  res.setHeader('cross-origin-resource-policy', 'same-origin')
  res.setHeader('permissions-policy', 'camera=(), geolocation=(), microphone=()')
  if (!isBuildFile(req.url)) res.setHeader('cache-control', 'no-store')
  if (options.https) res.setHeader('strict-transport-security', `max-age=${HALF_A_YEAR_SECONDS}`)
}
