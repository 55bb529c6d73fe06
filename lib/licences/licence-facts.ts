import { describeEventType, EVENT_TYPES, parameterClass } from '../livechat/catalogue.ts'
import { firstValue, type Parameter } from '../livechat/parameters.ts'
import { AGENT_FACTS, type FactKind, LICENCE_FACTS } from './fact-names.ts'

/** One thing that an event tells. The subject is empty for the licence, an agent's id, or the group of a private chat. */
export type Fact = { licence: string; kind: FactKind; subject: string; name: string; value: string }

type Event = { eventType: string; licence: string; parameters: readonly Parameter[] }

/** Longer values are cut: the event keeps them whole. */
const MAX_VALUE = 500
/** An id is part of a key, and half an id is another agent's: longer ones tell nothing. */
const MAX_ID = 255

const OF_LICENCE: ReadonlySet<string> = new Set(LICENCE_FACTS.map((fact) => fact.name))
const OF_AGENT: ReadonlySet<string> = new Set(AGENT_FACTS)

/** The parameters by which events name agents; an event type of a newer chat server names them so, too. */
const AGENT_IDS: readonly string[] = [
  ...new Set(
    EVENT_TYPES.flatMap((name) => describeEventType(name)?.parameters ?? [])
      .filter((parameter) => parameter.type === 'email')
      .map((parameter) => parameter.name),
  ),
]

/**
 * What an event tells of its licence, of agents and of private chats. Of the parameters only those count that the
 * catalogue lists for the event type, never a secret one; of each the first value. An absent or blank value tells
 * nothing, whichever the parameter: the page does not say that it means "none", so what was told before stays.
 * STATUS is always of OPERATOR_ID, in a transfer the agent who passes the client on. An agent of whom nothing else
 * is told is told to be known. Pure.
 */
export function licenceFacts(event: Event): Fact[] {
  const { eventType, licence, parameters } = event
  const agent = idOf(parameters, 'OPERATOR_ID')
  const group = idOf(parameters, 'GROUP')
  const facts: Fact[] = []
  const tell = (kind: FactKind, subject: string, name: string, value: string) =>
    facts.push({ licence, kind, subject, name, value })

  for (const { name, type } of describeEventType(eventType)?.parameters ?? []) {
    const value = shortValue(parameters, name)
    if (value === null || parameterClass(eventType, name) === 'secret') continue
    if (OF_LICENCE.has(name)) tell('licence', '', name, value)
    else if (type === 'button state') tell('licence', '', 'button', value)
    else if (agent === null) continue
    else if (OF_AGENT.has(name)) tell('agent', agent, name, value)
    else if (type === 'agent state') tell('agent', agent, 'state', value)
    else if (type === 'private chat state' && group !== null) tell('private chat', group, agent, value)
  }

  const told = new Set(facts.filter((fact) => fact.kind === 'agent').map((fact) => fact.subject))
  for (const name of AGENT_IDS) {
    const named = idOf(parameters, name)
    if (named === null || told.has(named)) continue
    told.add(named)
    tell('agent', named, 'known', 'yes')
  }
  return facts
}

function idOf(parameters: readonly Parameter[], name: string): string | null {
  const id = firstValue(parameters, name)
  return id === undefined || id.trim() === '' || id.length > MAX_ID ? null : id
}

function shortValue(parameters: readonly Parameter[], name: string): string | null {
  const value = firstValue(parameters, name)
  if (value === undefined || value.trim() === '') return null
  // Half of a surrogate pair is no character.
  return value.slice(0, MAX_VALUE).replace(/[\uD800-\uDBFF]$/, '')
}
