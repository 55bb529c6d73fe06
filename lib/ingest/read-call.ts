import { findOddities } from '../livechat/oddities.ts'
import { type Parameter, readParameters } from '../livechat/parameters.ts'
import { searchWords } from '../livechat/search-words.ts'
import type { IncomingCall, ReadCall } from './call.ts'
import { recognise } from './recognise.ts'

/** So much of a value is looked at for words. */
const MAX_SEARCHED = 65_536

/** Postgres keeps no NUL in text; the exact bytes are stored beside. */
const withoutNul = (text: string) => text.replaceAll('\0', '')

/** Decodes a call by the charset of its chat server and recognises the event. Pure; refuses nothing. */
export function readCall(
  call: IncomingCall,
  source: { chatServerId: string | null; charset: string },
): ReadCall {
  const { query, body, contentType, headers } = call
  const parameters = readParameters({
    query,
    body,
    contentType,
    charset: source.charset,
  }).map(([name, value]): Parameter => [withoutNul(name), withoutNul(value)])
  const recognised = recognise(parameters)
  return {
    ...call,
    contentType: contentType && withoutNul(contentType),
    headers: headers.map(([name, value]): [string, string] => [name, withoutNul(value)]),
    ...source,
    parameters,
    words: searchWords(
      recognised.facts.eventType ?? null,
      parameters.map(([name, value]): Parameter => [name, value.slice(0, MAX_SEARCHED)]),
      source.charset,
    ),
    odd: recognised.outcome === 'accepted' ? findOddities(recognised.facts.eventType, parameters) : [],
    ...recognised,
  }
}
