import { anything, EVENT_TERMS, formed, oneOf, type Terms, TIME_TERMS } from '#components/log/search/term.ts'
import { ANSWER_CODE, CODE_HINT } from '#lib/delivery-log/answer-code.ts'
import { DELIVERY_STATUSES } from '#lib/delivery-log/delivery-status.ts'
import { ATTEMPTS_HINT, parseAttempts, parseTook, TOOK_HINT } from '#lib/delivery-log/number-range.ts'
import { FAILURE_KIND_NAMES } from '#lib/dispatch/failure-kinds.ts'
import type { Narrowing } from './search-params.ts'

/** The parts of the line by which deliveries are searched. */
export const DELIVERY_TERMS: Terms<Exclude<keyof Narrowing, 'search'>> = {
  status: {
    about: 'what became of it',
    example: 'failed',
    values: DELIVERY_STATUSES,
    read: oneOf(DELIVERY_STATUSES),
  },
  code: {
    about: 'the last answer',
    example: '5xx',
    aliases: ['answer'],
    values: ['2xx', '3xx', '4xx', '5xx', '404', '500', '503'],
    read: (typed) => formed((code) => ANSWER_CODE.test(code), CODE_HINT)(typed.toLowerCase()),
  },
  error: {
    about: 'why the last attempt failed',
    example: 'timeout',
    values: FAILURE_KIND_NAMES,
    read: oneOf(FAILURE_KIND_NAMES),
  },
  licence: EVENT_TERMS.licence,
  event: EVENT_TERMS.event,
  endpoint: {
    about: 'a part of the URL',
    example: 'shop.example',
    aliases: ['url', 'host', 'to'],
    read: anything,
  },
  agent: EVENT_TERMS.agent,
  client: EVENT_TERMS.client,
  server: EVENT_TERMS.server,
  attempts: {
    about: 'how many attempts',
    example: '>1',
    isSingle: true,
    values: ['1', '>1', '>3'],
    read: formed((typed) => parseAttempts(typed) !== null, ATTEMPTS_HINT),
  },
  took: {
    about: 'how long the last attempt took',
    example: '>5s',
    aliases: ['duration'],
    isSingle: true,
    values: ['>1s', '>5s', '<100ms'],
    read: formed((typed) => parseTook(typed) !== null, TOOK_HINT),
  },
  ...TIME_TERMS,
}
