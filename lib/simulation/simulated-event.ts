import { describeEventType, type KnownEventType } from '#lib/livechat/catalogue.ts'
import type { Parameter } from '#lib/livechat/parameters.ts'

/** One event that a simulated chat server signals. */
export type SimulatedEvent = {
  /** When, on the simulated clock; milliseconds since 1970. */
  at: number
  eventType: KnownEventType
  licence: string
  /** In the catalogue's order. A conversation is readable here: `callOf` url-encodes it in the charset of the call. */
  parameters: Parameter[]
}

/** An event with its parameters in the catalogue's order. @throws Error when a parameter that it needs has no value. */
export function makeEvent(
  eventType: KnownEventType,
  licence: string,
  at: number,
  values: Readonly<Record<string, string>>,
): SimulatedEvent {
  const given: Record<string, string> = { EVENT: eventType, LICENCE: licence, ...values }
  const parameters = (describeEventType(eventType)?.parameters ?? []).flatMap(
    ({ name, optional }): Parameter[] => {
      const value = given[name]
      if (value === undefined && !optional) throw new Error(`${eventType} needs ${name}`)
      return value === undefined ? [] : [[name, value]]
    },
  )
  return { at, eventType, licence, parameters }
}
