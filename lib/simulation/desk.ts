import type { AGENT_STATES } from '#lib/livechat/catalogue.ts'
import { LANGUAGES } from './conversation.ts'
import { between, type Random, shuffled } from './random.ts'
import { makeEvent, type SimulatedEvent } from './simulated-event.ts'
import type { Phrases } from './talk/phrases.ts'

export type AgentState = (typeof AGENT_STATES)[number]['value']

export const STATE = {
  online: '0',
  away: '1',
  offline: '2',
  text: '3',
  voice: '4',
  invisible: '5',
} as const satisfies Record<string, AgentState>

const TAKING_CHATS: ReadonlySet<AgentState> = new Set([STATE.online, STATE.text, STATE.voice])

/** Whether an agent in this state is given chats; the buttons are online while one is. */
export const takesChats = (state: AgentState) => TAKING_CHATS.has(state)

export type Agent = {
  id: string
  firstName: string
  lastName: string
  account: 'communicator' | 'contact center'
  state: AgentState
  /** When the shift begins, in minutes after midnight UTC, and how long it is. */
  shift: { start: number; minutes: number }
}

export type Chat = {
  client: string
  agent: Agent
  /** The conference number. */
  group: string
  /** As they will stand in CHAT; how many of them have been said follows from the time. */
  lines: readonly { at: number; text: string }[]
  /** The visitor has left, and the agent's window is still open. */
  visitorLeft: boolean
}

/** What a simulated chat server knows of one licence. */
export type Desk = {
  licence: string
  phrases: Phrases
  domain: string
  agents: Agent[]
  /** Who may still be hired. */
  candidates: (readonly [first: string, last: string])[]
  chats: Set<Chat>
  /** Private chats under way: the agent of each group. */
  privateChats: Map<string, Agent>
  /** Clients of earlier chats. */
  known: string[]
  buttonOnline: boolean
  /** How busy it is; 1 is usual. */
  size: number
}

const SHIFTS = [
  { start: 7 * 60, minutes: 8 * 60 },
  { start: 8 * 60, minutes: 8 * 60 },
  { start: 11 * 60, minutes: 8 * 60 },
  { start: 13 * 60, minutes: 8 * 60 },
  { start: 20 * 60, minutes: 12 * 60 },
] as const

/** E-mail addresses are ASCII: a letter loses its marks, and what is left has a usual spelling. */
function plain(text: string): string {
  return text
    .normalize('NFD')
    .toLowerCase()
    .replaceAll('ł', 'l')
    .replaceAll('ß', 'ss')
    .replace(/[^a-z]/g, '')
}

/** A licence without agents. `index` counts from 0 and decides its language. */
export function openDesk(random: Random, licence: string, index: number): Desk {
  const phrases = LANGUAGES[index % LANGUAGES.length] ?? LANGUAGES[0]
  if (phrases === undefined) throw new Error('no language')
  const round = Math.floor(index / LANGUAGES.length)
  const name = phrases.domains[round % phrases.domains.length] ?? ''
  return {
    licence,
    phrases,
    domain: round < phrases.domains.length ? name : `shop${licence}.${name}`,
    agents: [],
    candidates: shuffled(random, phrases.people),
    chats: new Set(),
    privateChats: new Map(),
    known: [],
    buttonOnline: false,
    size: 0.5 + random(),
  }
}

/** Takes on the next candidate, OFFLINE at first; null when there is nobody left. */
export function hire(random: Random, desk: Desk): Agent | null {
  const person = desk.candidates.shift()
  if (person === undefined) return null
  const [firstName, lastName] = person
  const shift = SHIFTS[(desk.agents.length * 2 + Number(desk.licence)) % SHIFTS.length] ?? SHIFTS[0]
  const agent: Agent = {
    id: `${plain(firstName)}.${plain(lastName)}@${desk.domain}`,
    firstName,
    lastName,
    account: desk.agents.length % 2 === 0 ? 'contact center' : 'communicator',
    state: STATE.offline,
    shift: { start: shift.start + between(random, -10, 10), minutes: shift.minutes },
  }
  desk.agents.push(agent)
  return agent
}

/** Whether a moment is within the agent's shift, which may go past midnight. */
export function isOnShift({ shift }: Agent, at: number): boolean {
  const minute = Math.floor(at / 60_000) % 1440
  return (minute - shift.start + 1440) % 1440 < shift.minutes
}

/** The agent's change of state and, where it follows, that of the buttons. */
export function setState(desk: Desk, agent: Agent, state: AgentState, at: number): SimulatedEvent[] {
  if (agent.state === state) return []
  agent.state = state
  const changed = makeEvent('OPERATOR_STATUS', desk.licence, at, { OPERATOR_ID: agent.id, STATUS: state })
  const online = desk.agents.some((one) => takesChats(one.state))
  if (online === desk.buttonOnline) return [changed]
  desk.buttonOnline = online
  return [changed, makeEvent('BUTTON_STATUS', desk.licence, at, { STATUS: online ? 'online' : 'offline' })]
}
