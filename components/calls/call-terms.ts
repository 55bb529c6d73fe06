import { EVENT_TERMS, oneOf, type Terms, TIME_TERMS } from '#components/log/search/term.ts'
import { CALL_FATES } from '#lib/delivery-log/call-fate.ts'
import type { Narrowing } from './search-params.ts'

/** The parts of the line by which events are searched. */
export const CALL_TERMS: Terms<Exclude<keyof Narrowing, 'search'>> = {
  fate: {
    about: 'what came of it',
    example: 'nowhere',
    aliases: ['status', 'outcome'],
    values: CALL_FATES,
    read: oneOf(CALL_FATES),
  },
  ...EVENT_TERMS,
  odd: {
    about: 'whether the catalogue does not know all of it',
    example: 'true',
    isSingle: true,
    values: ['true'],
    read: oneOf(['true']),
  },
  ...TIME_TERMS,
}
