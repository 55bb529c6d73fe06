import { parameterClass } from '../livechat/catalogue.ts'
import { maskForm, maskParameters } from '../livechat/mask.ts'
import { isFormBody, type Parameter } from '../livechat/parameters.ts'
import type { PayloadDetail } from './types.ts'

/** The columns of a call that make its payload. */
export const PAYLOAD = `
  c.method, c.query, c.body, c.content_type AS "contentType", c.charset, c.parameters, c.event_type AS "eventType"`

export type PayloadRow = {
  method: string
  query: Buffer
  body: Buffer
  contentType: string | null
  charset: string
  parameters: [string, string][]
  eventType: string | null
}

const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64')

/** The payload as pages get it; `secrets` leaves the values of secret parameters in. */
export function toPayload(row: PayloadRow, secrets: boolean): PayloadDetail {
  const { eventType, charset } = row
  const mask = (bytes: Uint8Array) => (secrets ? bytes : maskForm(eventType, bytes, charset))
  return {
    method: row.method,
    query: base64(mask(row.query)),
    body: base64(isFormBody(row.contentType) ? mask(row.body) : row.body),
    contentType: row.contentType,
    charset,
    parameters: secrets
      ? row.parameters
      : maskParameters(eventType, row.parameters).map(([name, value]) => [name, value]),
  }
}

/** Shorter values would take too much of an innocent text with them. */
const SHORTEST_SECRET = 4

/** Replaces what a receiver echoes of the event's secrets. Texts are latin1, as headers and kept bodies are. */
export function echoMask(row: PayloadRow, secrets: boolean): (text: string) => string {
  if (secrets) return (text) => text
  const isSecret = ([name, value]: Parameter) =>
    parameterClass(row.eventType, name) === 'secret' && value.length >= SHORTEST_SECRET
  const values = row.parameters.filter(isSecret).flatMap(([, value]) => {
    const bytes = Buffer.from(value).toString('latin1')
    return [bytes, encodeURIComponent(value), encodeURIComponent(value).replaceAll('%20', '+')]
  })
  return (text) => values.reduce((masked, value) => masked.replaceAll(value, '****'), text)
}
