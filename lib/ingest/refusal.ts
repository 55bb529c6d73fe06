import { MAX_BODY_BYTES } from '../livechat/size-limits.ts'

/** Why a door does not take a call that names a known token: it is kept as a rejected call all the same. */
export type Refusal = {
  status: number
  /** A sentence without its full stop, for the log and the answer. */
  reason: string
  headers?: Record<string, string>
}

const bytes = (count: number) => `${count.toLocaleString('en')} ${count === 1 ? 'byte' : 'bytes'}`

/** The refusal of a method that is not one of the protocol's; null for those. */
export function badMethod(method: string): Refusal | null {
  if (method === 'GET' || method === 'POST') return null
  return {
    status: 405,
    reason: `The call came with ${method}. Call with GET or POST`,
    headers: { allow: 'GET, POST' },
  }
}

export function tooLarge(kept: number): Refusal {
  const limit = `${MAX_BODY_BYTES / 1024 / 1024} MB`
  return { status: 413, reason: `The body is larger than ${limit}; its first ${bytes(kept)} are kept` }
}

/** @param declared how long the body was to be; null when that was not said. */
export function brokenOff(came: number, declared: number | null, kept: number): Refusal {
  const share = declared === null ? bytes(came) : `${came.toLocaleString('en')} of ${bytes(declared)}`
  const cut = kept < came ? `; the first ${bytes(kept)} are kept` : ''
  return {
    status: 400,
    reason: `The call broke off before its end: ${share} of its body came${cut}`,
  }
}
