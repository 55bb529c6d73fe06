import { converse } from './conversation.ts'
import { type Agent, type Chat, type Desk, takesChats } from './desk.ts'
import { between, pick, type Random } from './random.ts'
import { makeEvent, type SimulatedEvent } from './simulated-event.ts'

/** One agent has no more chats at once. */
export const CHATS_PER_AGENT = 3
/** So many earlier clients are remembered as ones who may come back. */
const KNOWN_CLIENTS = 20
const COMES_BACK = 0.12
const SECOND = 1000

const chatsOf = (desk: Desk, agent: Agent) => [...desk.chats].filter((chat) => chat.agent === agent)

/** Agents who can be given a chat now. */
export function freeAgents(desk: Desk): Agent[] {
  return desk.agents.filter(
    (agent) => takesChats(agent.state) && chatsOf(desk, agent).length < CHATS_PER_AGENT,
  )
}

/** The client of a visit: someone who was here before, or a new one. */
export function visitorOf(random: Random, desk: Desk, at: number): string {
  const away = desk.known.filter((client) => ![...desk.chats].some((chat) => chat.client === client))
  if (away.length > 0 && random() < COMES_BACK) return pick(random, away)
  const suffix = between(random, 0, 0xffffff).toString(16).padStart(6, '0')
  return `S${Math.floor(at / SECOND)}.${suffix}`
}

/** A chat begins; `inviter` is who invited the client. */
export function startChat(
  random: Random,
  desk: Desk,
  {
    client,
    agent,
    inviter,
    group,
    at,
  }: { client: string; agent: Agent; inviter: Agent | null; group: string; at: number },
): { chat: Chat; events: SimulatedEvent[] } {
  let moment = at
  const lines = converse(random, desk.phrases).map(({ who, text }) => {
    moment += between(random, 5, 35) * SECOND
    const said = text.replace('{agent}', agent.firstName)
    return { at: moment, text: `${who === 'agent' ? agent.firstName : 'Visitor'}: ${said}` }
  })
  const chat: Chat = { client, agent, group, lines, visitorLeft: false }
  desk.chats.add(chat)
  desk.known = [...desk.known.filter((one) => one !== client), client].slice(-KNOWN_CLIENTS)
  const values = {
    CLIENT_ID: client,
    OPERATOR_ID: agent.id,
    STATUS: agent.state,
    ...(inviter && { INVITING_OP: inviter.id }),
  }
  return { chat, events: [makeEvent('CHAT_STARTED', desk.licence, at, values)] }
}

/** When the last line will have been said. */
export const lastLineAt = (chat: Chat) => chat.lines.at(-1)?.at ?? 0

/** Who could take over a chat from its agent. */
export const successors = (desk: Desk, chat: Chat) => freeAgents(desk).filter((agent) => agent !== chat.agent)

/** The agent passes the client on; what comes after is said by the other one. */
export function transfer(desk: Desk, chat: Chat, to: Agent, at: number): SimulatedEvent[] {
  const from = chat.agent
  chat.agent = to
  chat.lines = chat.lines.map((line) =>
    line.at > at && line.text.startsWith(`${from.firstName}: `)
      ? { ...line, text: to.firstName + line.text.slice(from.firstName.length) }
      : line,
  )
  const values = {
    CLIENT_ID: chat.client,
    NEW_OPERATOR_ID: to.id,
    OPERATOR_ID: from.id,
    STATUS: from.state,
  }
  return [makeEvent('OPERATOR_TRANSFER', desk.licence, at, values)]
}

function ending(
  desk: Desk,
  chat: Chat,
  by: 'OPERATOR_STOPED_CHAT' | 'VISITOR_LEFT_CHAT',
  at: number,
): SimulatedEvent[] {
  // A chat that is cut short has at least its greeting and a question in it.
  const said = chat.lines.filter((line, index) => index < 2 || line.at <= at)
  const values = {
    OPERATOR_ID: chat.agent.id,
    CLIENT_ID: chat.client,
    GROUP: chat.group,
    CHAT: said.map((line) => line.text).join('\n'),
  }
  return [makeEvent(by, desk.licence, at, values)]
}

/** The agent ends a chat, or closes the window that the visitor left. Nothing for a chat that has ended. */
export function stopChat(desk: Desk, chat: Chat, at: number): SimulatedEvent[] {
  return desk.chats.delete(chat) ? ending(desk, chat, 'OPERATOR_STOPED_CHAT', at) : []
}

/** The visitor leaves; with `windowStays` the agent has yet to close. Nothing for a chat that has ended. */
export function leaveChat(desk: Desk, chat: Chat, windowStays: boolean, at: number): SimulatedEvent[] {
  if (!desk.chats.has(chat) || chat.visitorLeft) return []
  chat.visitorLeft = true
  if (!windowStays) desk.chats.delete(chat)
  return ending(desk, chat, 'VISITOR_LEFT_CHAT', at)
}

/** Before an agent goes: each chat is passed on where somebody is free, or ended; private chats stop. */
export function leaveNothingOpen(desk: Desk, agent: Agent, at: number): SimulatedEvent[] {
  const chats = chatsOf(desk, agent).flatMap((chat) => {
    const [next] = takesChats(agent.state) && !chat.visitorLeft ? successors(desk, chat) : []
    return next ? transfer(desk, chat, next, at) : stopChat(desk, chat, at)
  })
  const groups = [...desk.privateChats].filter(([, one]) => one === agent).map(([group]) => group)
  return [...chats, ...groups.flatMap((group) => privateChat(desk, agent, group, 'stop', at))]
}

/** A private chat of an agent starts, or stops if it is still open. */
export function privateChat(
  desk: Desk,
  agent: Agent,
  group: string,
  status: 'start' | 'stop',
  at: number,
): SimulatedEvent[] {
  if (status === 'start') desk.privateChats.set(group, agent)
  else if (!desk.privateChats.delete(group)) return []
  return [
    makeEvent('PRIVATE_CHAT_STATUS', desk.licence, at, {
      OPERATOR_ID: agent.id,
      STATUS: status,
      GROUP: group,
    }),
  ]
}
