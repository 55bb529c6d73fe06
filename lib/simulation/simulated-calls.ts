import { EVENT_TYPES } from '#lib/livechat/catalogue.ts'
import { chatText } from '#lib/livechat/chat-text.ts'
import { exampleEvent } from '#lib/livechat/example.ts'
import type { Parameter } from '#lib/livechat/parameters.ts'
import { licenceInfo } from './business.ts'
import { oddCall } from './odd-call.ts'
import { type Random, seeded } from './random.ts'
import { FORM_TYPE, formOf, type SimulatedCall } from './simulated-call.ts'
import type { SimulatedEvent } from './simulated-event.ts'
import { FIRST_LICENCE, simulatedTraffic, USUAL_START } from './traffic.ts'

export type CallOptions = {
  seed: number
  method: 'GET' | 'POST' | 'mixed'
  /** What encodeText can write. */
  charset: string
}

/** Other choices than those of the traffic, so that one does not change the other. */
const METHOD_STREAM = 0x6d657468
const ODD_STREAM = 0x6f646420
const BURST_STREAM = 0x62757273

function methods({ method, seed }: CallOptions): () => 'GET' | 'POST' {
  const random = seeded(seed ^ METHOD_STREAM)
  return () => (method === 'mixed' ? (random() < 0.5 ? 'GET' : 'POST') : method)
}

function callOf(
  { eventType, parameters }: Pick<SimulatedEvent, 'parameters'> & { eventType: string },
  method: 'GET' | 'POST',
  charset: string,
): SimulatedCall {
  return {
    method,
    form: formOf(eventType, parameters, charset),
    contentType: FORM_TYPE,
    eventType,
    odd: null,
  }
}

/**
 * The calls of a simulated chat server without end; the same options give the same bytes.
 * @param options.odd the share of malformed calls, 0 to 1. They come in addition: the others are as without them.
 * @param options.informed the licences have been told of already (`burstOfCalls`).
 */
export function* simulatedCalls(
  options: CallOptions & { licences: number; odd: number; informed: boolean },
): Generator<SimulatedCall, never> {
  const { licences, seed, charset } = options
  const traffic = simulatedTraffic({ licences, seed })
  const method = methods(options)
  const random: Random = seeded(seed ^ ODD_STREAM)
  if (options.informed) for (let skipped = 0; skipped < licences; skipped += 1) traffic.next()
  const broken = simulatedTraffic({ licences, seed: seed ^ ODD_STREAM })
  for (;;) {
    if (random() < options.odd) yield oddCall(random, broken.next().value, { method: method(), charset })
    else yield callOf(traffic.next().value, method(), charset)
  }
}

/** LICENCE_INFO of that many licences, as a chat server with many sends it when it starts. */
export function burstOfCalls(options: CallOptions & { count: number }): SimulatedCall[] {
  const method = methods(options)
  const random = seeded(options.seed ^ BURST_STREAM)
  return Array.from({ length: options.count }, (_, index) => {
    const licence = String(FIRST_LICENCE + index)
    return callOf(licenceInfo(random, { licence }, USUAL_START), method(), options.charset)
  })
}

/** The twelve events of one licence, once. */
export function oneOfEach(options: CallOptions & { licence: string }): SimulatedCall[] {
  const method = methods(options)
  return EVENT_TYPES.map((eventType) => {
    const parameters = exampleEvent(eventType, options.licence).map(([name, value]): Parameter => {
      return [name, name === 'CHAT' ? chatText(value, 'utf-8') : value]
    })
    return callOf({ eventType, parameters }, method(), options.charset)
  })
}
