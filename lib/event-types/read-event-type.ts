import { describeEventType } from '../livechat/catalogue.ts'
import { exampleEvent } from '../livechat/example.ts'
import { writeForm } from '../livechat/parameters.ts'
import { readMapping } from '../mappings/list-mappings.ts'
import { type ListedEventType, readTraffic } from './list-event-types.ts'
import { type Findings, type MetParameter, readFindings, readMetParameters } from './read-findings.ts'

const EXAMPLE_LICENCE = '1520'

export type EventTypeRead = {
  listed: ListedEventType
  findings: Findings
  /** Parameters that came, of an event type that the catalogue does not describe. */
  met: MetParameter[]
  /** The form bytes of an example; all of them are ASCII. */
  example: string
}

/** One event type, also one that never came: what arrives for it, and an example of it. @throws LogTimeout. */
export async function readEventType(eventType: string, now = Date.now()): Promise<EventTypeRead> {
  const isKnown = describeEventType(eventType) !== null
  const [defaults, traffic, findings, met] = await Promise.all([
    readMapping(null, eventType),
    readTraffic([eventType], now),
    readFindings(eventType, now),
    isKnown ? [] : readMetParameters(eventType, now),
  ])
  const [of] = traffic
  if (!of) throw new Error('The traffic of the event type was not read')
  return { listed: { ...of, known: isKnown, defaults }, findings, met, example: exampleForm(eventType) }
}

function exampleForm(eventType: string): string {
  const form = writeForm(exampleEvent(eventType, EXAMPLE_LICENCE), 'utf-8')
  return Buffer.from(form).toString('latin1')
}
