import { exampleEvent } from './example.ts'
import type { Parameter } from './parameters.ts'

/** One event that a simulated chat server would signal. */
export type SimulatedEvent = { eventType: string; licence: string; parameters: Parameter[] }

type Random = () => number
type Agent = { id: string; status: number }
type Chat = { client: string; agent: Agent; group: string; lines: string[] }
type Desk = { licence: string; agents: Agent[]; chats: Chat[]; buttonOnline: boolean }

const AGENTS = ['jane', 'john', 'ewa', 'marek', 'ola', 'piotr']
const QUESTIONS = [
  'Where is my order?',
  'Do you ship to Wrocław?',
  'The code PROMO10 does not work.',
  'Can I return a pair of shoes?',
]
const ANSWERS = [
  'Let me check that for you.',
  'One moment, please.',
  'It left our warehouse this morning.',
  'Yes, within 14 days.',
]
const FIRST_LICENCE = 1520
const AGENTS_PER_LICENCE = 4
const CHATS_AT_ONCE = 5

const ONLINE = 0
const AWAY = 1
const OFFLINE = 2

/** mulberry32: small, fast, and the same sequence for the same seed. */
function seeded(seed: number): Random {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

function pick<Item>(random: Random, items: readonly Item[]): Item {
  const item = items[Math.floor(random() * items.length)]
  if (item === undefined) throw new Error('nothing to pick from')
  return item
}

function openDesk(index: number): Desk {
  const licence = String(FIRST_LICENCE + index)
  const agents = AGENTS.slice(0, AGENTS_PER_LICENCE).map((name) => ({
    id: `${name}@shop${index + 1}.example`,
    status: OFFLINE,
  }))
  return { licence, agents, chats: [], buttonOnline: false }
}

function event(desk: Desk, eventType: string, values: Record<string, string> = {}): SimulatedEvent {
  return { eventType, licence: desk.licence, parameters: exampleEvent(eventType, desk.licence, values) }
}

function* setStatus(desk: Desk, agent: Agent, status: number): Generator<SimulatedEvent> {
  agent.status = status
  yield event(desk, 'OPERATOR_STATUS', { OPERATOR_ID: agent.id, STATUS: String(status) })
  const online = desk.agents.some((one) => one.status === ONLINE)
  if (online === desk.buttonOnline) return
  desk.buttonOnline = online
  yield event(desk, 'BUTTON_STATUS', { STATUS: online ? 'online' : 'offline' })
}

function* startChat(desk: Desk, agent: Agent, random: Random): Generator<SimulatedEvent> {
  const client = `S${Math.floor(1_290_000_000 + random() * 1e9)}.${Math.floor(random() * 2 ** 24)
    .toString(16)
    .padStart(6, '0')}`
  const invited = random() < 0.4
  if (invited) yield event(desk, 'CLIENT_INVITED', { OPERATOR_ID: agent.id, CLIENT_ID: client })
  desk.chats.push({
    client,
    agent,
    group: String(Math.floor(random() * 900) + 10),
    lines: [`Visitor: ${pick(random, QUESTIONS)}`],
  })
  yield event(desk, 'CHAT_STARTED', {
    CLIENT_ID: client,
    OPERATOR_ID: agent.id,
    STATUS: String(ONLINE),
    INVITING_OP: invited ? agent.id : '',
  })
}

function* continueChat(desk: Desk, chat: Chat, random: Random): Generator<SimulatedEvent> {
  chat.lines.push(
    `${chat.agent.id.split('@')[0]}: ${pick(random, ANSWERS)}`,
    `Visitor: ${pick(random, QUESTIONS)}`,
  )
  const others = desk.agents.filter((agent) => agent !== chat.agent && agent.status === ONLINE)
  const chance = random()
  if (chance < 0.25 && others.length > 0) {
    const next = pick(random, others)
    yield event(desk, 'OPERATOR_TRANSFER', {
      CLIENT_ID: chat.client,
      OPERATOR_ID: chat.agent.id,
      NEW_OPERATOR_ID: next.id,
      STATUS: String(ONLINE),
    })
    chat.agent = next
  } else if (chance < 0.4) {
    for (const STATUS of ['start', 'stop']) {
      yield event(desk, 'PRIVATE_CHAT_STATUS', { OPERATOR_ID: chat.agent.id, STATUS, GROUP: chat.group })
    }
  } else if (chance > 0.6) {
    desk.chats.splice(desk.chats.indexOf(chat), 1)
    const ending = random() < 0.5 ? 'OPERATOR_STOPED_CHAT' : 'VISITOR_LEFT_CHAT'
    const CHAT = encodeURIComponent(chat.lines.join('\n'))
    yield event(desk, ending, { OPERATOR_ID: chat.agent.id, CLIENT_ID: chat.client, GROUP: chat.group, CHAT })
  }
}

/** What happens next at a desk: agents come first, chats need one who is online. */
function* step(desk: Desk, random: Random): Generator<SimulatedEvent> {
  const online = desk.agents.filter((agent) => agent.status === ONLINE)
  const chance = random()
  if (online.length === 0 || chance < 0.15) {
    const agent = pick(random, desk.agents)
    yield* setStatus(desk, agent, agent.status === ONLINE ? pick(random, [AWAY, OFFLINE]) : ONLINE)
  } else if (desk.chats.length === 0 || (chance < 0.5 && desk.chats.length < CHATS_AT_ONCE)) {
    yield* startChat(desk, pick(random, online), random)
  } else {
    yield* continueChat(desk, pick(random, desk.chats), random)
  }
}

/**
 * The events of a chat server without end: it starts with LICENCE_INFO of each licence, then agents come and go, visitors are
 * invited, chats start, are transferred and end, each in an order that could have happened. The same seed gives the same events.
 */
export function* simulatedTraffic(options: {
  licences: number
  seed: number
}): Generator<SimulatedEvent, never> {
  const random = seeded(options.seed)
  const desks = Array.from({ length: options.licences }, (_, index) => openDesk(index))
  for (const desk of desks) yield event(desk, 'LICENCE_INFO')
  for (;;) yield* step(pick(random, desks), random)
}
