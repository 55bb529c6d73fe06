import { saysSecret } from '../livechat/catalogue.ts'
import type { PreparedRequest } from './prepare-request.ts'

const HIDDEN = '••••'
const SECRET = /^(proxy-)?authorization$|^cookie$|key|signature/i

/** Headers as the log keeps them: of those that carry a secret only that they were sent. */
export function recordedHeaders(headers: PreparedRequest['headers']): PreparedRequest['headers'] {
  return headers.map(([name, value]) => {
    const isOwnSignature = name === 'webhook-signature'
    return !isOwnSignature && (SECRET.test(name) || saysSecret(name)) ? [name, HIDDEN] : [name, value]
  })
}
