import { createHmac } from 'node:crypto'
import type { PreparedRequest } from './prepare-request.ts'

const headerOf = ({ headers }: PreparedRequest, wanted: string) =>
  headers.find(([name]) => name === wanted)?.[1] ?? ''

/**
 * Adds `webhook-signature` as Standard Webhooks has it: for each key `v1,` and the base64 of the HMAC-SHA256 of
 * `<webhook-id>.<webhook-timestamp>.<body>`. The newest key comes first; without keys nothing is added.
 */
export function sign(request: PreparedRequest, keys: readonly Uint8Array[]): PreparedRequest {
  if (keys.length === 0) return request
  const signatures = keys.map((key) => {
    const hmac = createHmac('sha256', key)
    hmac.update(`${headerOf(request, 'webhook-id')}.${headerOf(request, 'webhook-timestamp')}.`)
    return `v1,${hmac.update(request.body).digest('base64')}`
  })
  return { ...request, headers: [...request.headers, ['webhook-signature', signatures.join(' ')]] }
}
