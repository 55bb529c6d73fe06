import { AGENT_FACTS, LICENCE_FACTS } from '#lib/licences/fact-names.ts'
import type { Fact } from '#lib/licences/licence-facts.ts'

/** A value as the newest event told it. Times are ISO strings in UTC; `since`: when it became what it is. */
export type Told = { value: string; at: string; since: string; eventId: string }

export type StoredFact = Omit<Fact, 'licence'> & Told

/** An agent of whom an event told at least the id. */
export type AgentState = {
  id: string
  firstName: string | null
  lastName: string | null
  nick: string | null
  accountType: string | null
  /** As sent; null when no event told it. */
  state: Told | null
  /** The groups of the private chats that the agent is in. */
  groups: string[]
  /** The newest event that told anything of the agent. */
  heard: Told
}

/** Who is in a private chat: whoever started it and has not stopped it. */
export type PrivateChat = { group: string; agents: { id: string; told: Told }[] }

export type LicenceState = {
  /** By the parameter's name. */
  facts: Partial<Record<(typeof LICENCE_FACTS)[number]['name'], Told>>
  button: Told | null
  /** By id. */
  agents: AgentState[]
  /** By group. */
  privateChats: PrivateChat[]
}

const STOPPED = 'stop'

/** What the stored facts of a licence say, in the order of their keys. Pure. */
export function licenceState(stored: readonly StoredFact[]): LicenceState {
  const ofLicence = new Map(stored.filter(({ kind }) => kind === 'licence').map((fact) => [fact.name, fact]))
  const privateChats = chatsOf(stored)
  return {
    facts: Object.fromEntries(
      LICENCE_FACTS.flatMap(({ name }) => {
        const fact = ofLicence.get(name)
        return fact ? [[name, toldBy(fact)]] : []
      }),
    ),
    button: toldBy(ofLicence.get('button')) ?? null,
    agents: agentsOf(stored, privateChats),
    privateChats,
  }
}

function toldBy<Given extends StoredFact | undefined>(fact: Given): Told | undefined {
  return fact && { value: fact.value, at: fact.at, since: fact.since, eventId: fact.eventId }
}

function grouped(stored: readonly StoredFact[], kind: Fact['kind']): Map<string, StoredFact[]> {
  const groups = new Map<string, StoredFact[]>()
  for (const fact of stored) {
    if (fact.kind !== kind) continue
    const group = groups.get(fact.subject)
    if (group) group.push(fact)
    else groups.set(fact.subject, [fact])
  }
  return groups
}

function chatsOf(stored: readonly StoredFact[]): PrivateChat[] {
  return [...grouped(stored, 'private chat')]
    .map(([group, facts]) => ({
      group,
      agents: facts
        .filter((fact) => fact.value !== STOPPED)
        .map(({ name, value, at, since, eventId }) => ({ id: name, told: { value, at, since, eventId } })),
    }))
    .filter((chat) => chat.agents.length > 0)
}

function agentsOf(stored: readonly StoredFact[], chats: readonly PrivateChat[]): AgentState[] {
  const groups = new Map<string, string[]>()
  for (const { group, agents } of chats) {
    for (const { id } of agents) groups.set(id, [...(groups.get(id) ?? []), group])
  }
  return [...grouped(stored, 'agent')].map(([id, facts]) => {
    const byName = new Map(facts.map((fact) => [fact.name, fact]))
    const [firstName, lastName, nick, accountType] = AGENT_FACTS.map(
      (name) => byName.get(name)?.value ?? null,
    )
    const { value, at, since, eventId } = facts.reduce((newest, fact) =>
      fact.at > newest.at ? fact : newest,
    )
    return {
      id,
      firstName: firstName ?? null,
      lastName: lastName ?? null,
      nick: nick ?? null,
      accountType: accountType ?? null,
      state: toldBy(byName.get('state')) ?? null,
      groups: groups.get(id) ?? [],
      heard: { value, at, since, eventId },
    }
  })
}
