import { z } from 'zod'

/** A header that every request to an endpoint carries: its name in lower case, its value latin1. */
export type CustomHeader = [name: string, value: string]

export type Credentials =
  | { kind: 'basic'; user: string; password: string }
  | { kind: 'bearer'; token: string }

const MOST_HEADERS = 20
const LONGEST_VALUE = 4000

const TOKEN = /^[!#$%&'*+.^_`|~0-9a-z-]+$/
/** What the connection, the payload or Bellhop itself decides. */
const RESERVED =
  /^(host|content-length|content-type|transfer-encoding|connection|keep-alive|te|trailer|upgrade|expect|accept-encoding|user-agent|proxy-.*|webhook-.*|bellhop-.*)$/
const CARRIED = /^[\t\x20-\x7e\x80-\xff]*$/

const name = z
  .string()
  .trim()
  .toLowerCase()
  .regex(TOKEN, 'A header name has letters, digits and -, and no blank.')
  .refine((text) => !RESERVED.test(text), 'This header is set by Bellhop or by the connection.')

const value = z
  .string()
  .trim()
  .max(LONGEST_VALUE, `A header value has at most ${LONGEST_VALUE.toLocaleString('en')} characters.`)
  .regex(CARRIED, 'A header value has no line ends, control characters, or characters beyond Latin-1.')

/** The custom headers of an endpoint. A name that repeats is refused. */
export const customHeadersSchema = z
  .array(z.tuple([name, value]))
  .max(MOST_HEADERS, `An endpoint has at most ${MOST_HEADERS} headers.`)
  .refine((headers) => new Set(headers.map(([one]) => one)).size === headers.length, 'A header stands twice.')

const secret = z
  .string()
  .min(1, 'It is empty.')
  .max(1000, 'It has at most 1,000 characters.')
  .regex(/^[^\p{Cc}]*$/u, 'It has no line ends or control characters.')

/** Credentials of an endpoint: a user name has no colon, a token no blank. Source: RFC 7617, RFC 6750. */
export const credentialsSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('basic'),
    user: secret.regex(/^[^:]*$/, 'A user name has no colon.'),
    password: secret,
  }),
  z.object({ kind: z.literal('bearer'), token: secret.regex(/^[\x21-\x7e]+$/, 'A token has no blanks.') }),
])
