import type { Parameter } from '#lib/livechat/parameters.ts'
import { pick, type Random } from './random.ts'
import { FORM_TYPE, formOf, type SimulatedCall } from './simulated-call.ts'
import type { SimulatedEvent } from './simulated-event.ts'

type Change = (
  event: Pick<SimulatedEvent, 'eventType' | 'parameters'>,
  charset: string,
) => Partial<SimulatedCall>

const without = (parameters: readonly Parameter[], ...names: string[]) =>
  parameters.filter(([name]) => !names.includes(name))

/** A change of the parameters before they are written. */
const parameters =
  (change: (parameters: Parameter[]) => Parameter[]): Change =>
  (event, charset) => ({ form: formOf(event.eventType, change(event.parameters), charset) })

/** Something put behind the form as it is. */
const behind =
  (text: string): Change =>
  (event, charset) => ({ form: `${formOf(event.eventType, event.parameters, charset)}&${text}` })

/** What can be wrong with a call: the one list. */
export const ODD_CALLS = {
  'no LICENCE': parameters((all) => without(all, 'LICENCE')),
  'no EVENT': parameters((all) => without(all, 'EVENT')),
  'no parameters': () => ({ form: '' }),
  'lower-case names': parameters((all) => all.map(([name, value]) => [name.toLowerCase(), value])),
  'unknown event type': parameters((all) => [
    ['EVENT', 'VISITOR_RATED_CHAT'],
    ...without(all, 'EVENT'),
    ['RATING', '5'],
  ]),
  'unknown parameter': parameters((all) => [...all, ['SKILL', '4']]),
  'repeated parameter': parameters((all) => [...all, ...all.slice(1, 2)]),
  'missing parameter': parameters((all) => all.slice(0, -1)),
  'value outside the list': parameters((all) => [...without(all, 'STATUS', 'LIC_TYPE'), ['STATUS', '17']]),
  'broken escape': behind('NOTE=%ZZ%4'),
  NUL: behind('NOTE=a%00b'),
  'raw high bytes': behind('NOTE=\xb1\xe6\xff\x80'),
  'empty name': behind('=alone&&=%3Cb%3E'),
  'JSON body': (event) => ({
    method: 'POST',
    contentType: 'application/json',
    form: Buffer.from(JSON.stringify(Object.fromEntries(event.parameters))).toString('latin1'),
  }),
  PUT: () => ({ method: 'PUT' }),
} as const satisfies Record<string, Change>

/** A malformed call made of an event, as a broken or a newer chat server would send it. */
export function oddCall(
  random: Random,
  event: Pick<SimulatedEvent, 'eventType' | 'parameters'>,
  { method, charset }: { method: 'GET' | 'POST'; charset: string },
): SimulatedCall {
  const [odd, change] = pick(random, Object.entries<Change>(ODD_CALLS))
  const { eventType } = event
  const form = formOf(eventType, event.parameters, charset)
  return { method, form, contentType: FORM_TYPE, eventType, odd, ...change(event, charset) }
}
