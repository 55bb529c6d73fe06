import { decodeText } from '../livechat/charset.ts'
import { countPairs, type FormPair, joinForms, parseForm } from '../livechat/form-bytes.ts'
import { isFormBody } from '../livechat/parameters.ts'
import type { EndpointMode } from '../mappings/endpoint-modes.ts'

/** What of a call is written anew. */
export type PayloadBytes = {
  method: 'GET' | 'POST'
  /** The bytes after "?", without it. */
  query: Uint8Array
  body: Uint8Array
  /** Latin1 text. */
  contentType: string | null
  /** What the chat server writes in. */
  charset: string
}

export type WrittenPayload =
  | { ok: true; payload: Omit<PayloadBytes, 'charset'> }
  | { ok: false; reason: string }

const NOTHING = new Uint8Array(0)
/** Of text that is encoded byte for byte; a charset that the chat server named stays. */
export const FORM = 'application/x-www-form-urlencoded'
const NAMED_CHARSET = /^\s*application\/x-www-form-urlencoded\s*;(?:.*;)?\s*charset\s*=\s*("[^"]*"|[^\s;]+)/i
/** Decoding millions of empty parameters would hold up the other deliveries. */
const MAX_JSON_PARAMETERS = 100_000

/**
 * The method, query and body that bring a call in an endpoint's mode. Pure. GET and POST form carry the call's own bytes;
 * JSON its text. Refused, with a reason for people: a body that is no form, in every mode but "as received".
 */
export function writePayload(call: PayloadBytes, mode: EndpointMode): WrittenPayload {
  const { method, query, body, contentType } = call
  if (mode === 'as received') return { ok: true, payload: { method, query, body, contentType } }
  if (body.length > 0 && !isFormBody(contentType)) {
    const reason = `The body of this call is no form, so it cannot be sent as ${mode}. Set the endpoint to send it as received.`
    return { ok: false, reason }
  }
  const pairs = joinForms(query, body)
  if (mode === 'GET') {
    return { ok: true, payload: { method: 'GET', query: pairs, body: NOTHING, contentType: null } }
  }
  if (mode === 'POST form') {
    const charset = NAMED_CHARSET.exec(contentType ?? '')?.[1]
    const type = charset === undefined ? FORM : `${FORM}; charset=${charset}`
    return { ok: true, payload: { method: 'POST', query: NOTHING, body: pairs, contentType: type } }
  }
  if (countPairs(pairs) > MAX_JSON_PARAMETERS) {
    const reason = `This call has more than ${MAX_JSON_PARAMETERS.toLocaleString('en')} parameters, too many for JSON. Set the endpoint to send it as received.`
    return { ok: false, reason }
  }
  const json = writeJson(parseForm(pairs), call.charset)
  return {
    ok: true,
    payload: { method: 'POST', query: NOTHING, body: json, contentType: 'application/json' },
  }
}

// Written by hand: an object would put names that are numbers first, and takes `__proto__` for something else.
function writeJson(pairs: FormPair[], charset: string): Uint8Array {
  const values = new Map<string, string[]>()
  for (const pair of pairs) {
    const name = decodeText(pair.name, charset)
    const value = JSON.stringify(decodeText(pair.value, charset))
    const known = values.get(name)
    if (known) known.push(value)
    else values.set(name, [value])
  }
  const members = [...values].map(([name, all]) => {
    const value = all.length === 1 ? all[0] : `[${all.join(',')}]`
    return `${JSON.stringify(name)}:${value}`
  })
  return new TextEncoder().encode(`{${members.join(',')}}`)
}
