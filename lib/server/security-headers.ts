import { randomBytes } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'

const NEXT_ASSETS = '/_next/static/'

function contentPolicy(nonce: string, dev: boolean): string {
  const scripts = `'nonce-${nonce}' 'strict-dynamic'${dev ? " 'unsafe-eval'" : ''}`
  // Next's own overlay in development writes styles without a nonce.
  const styles = dev ? "'self' 'unsafe-inline'" : `'self' 'nonce-${nonce}'`
  return [
    "default-src 'self'",
    `script-src ${scripts}`,
    `style-src ${styles}`,
    // Widths and colours that components write as style attributes; no code comes that way.
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data:",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ')
}

/**
 * Gives a page its nonce and its security headers. Next reads the nonce from the request's own policy header, which
 * is why a client's is overwritten.
 */
export function applySecurityHeaders(
  request: IncomingMessage,
  response: ServerResponse,
  { dev, https }: { dev: boolean; https: boolean },
): void {
  const nonce = randomBytes(16).toString('base64')
  const policy = contentPolicy(nonce, dev)
  request.headers['content-security-policy'] = policy
  request.headers['x-nonce'] = nonce
  response.setHeader('content-security-policy', policy)
  response.setHeader('x-content-type-options', 'nosniff')
  response.setHeader('referrer-policy', 'no-referrer')
  response.setHeader('x-frame-options', 'DENY')
  if (https) response.setHeader('strict-transport-security', 'max-age=31536000')
  if (!request.url?.startsWith(NEXT_ASSETS)) response.setHeader('cache-control', 'no-store')
}
