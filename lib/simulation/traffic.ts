import { type Agenda, makeAgenda } from './agenda.ts'
import { licenceInfo, newLicence, newOperator, subscription } from './business.ts'
import {
  freeAgents,
  lastLineAt,
  leaveChat,
  leaveNothingOpen,
  privateChat,
  startChat,
  stopChat,
  successors,
  transfer,
  visitorOf,
} from './chats.ts'
import {
  type Agent,
  type AgentState,
  type Chat,
  type Desk,
  hire,
  isOnShift,
  openDesk,
  STATE,
  setState,
  takesChats,
} from './desk.ts'
import { between, pauseOf, pick, type Random, seeded } from './random.ts'
import { makeEvent, type SimulatedEvent } from './simulated-event.ts'

export const FIRST_LICENCE = 1520
/** A Monday before the first shifts, so that the same seed gives the same bytes on any day. */
export const USUAL_START = Date.UTC(2026, 10, 23, 6, 45)

const SECOND = 1000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
const FIRST_AGENTS = 4
const VISITS_AN_HOUR = 22
/** How busy each hour of the day (UTC) is. */
const RHYTHM = [2, 1, 1, 1, 1, 2, 3, 6, 9, 10, 10, 9, 8, 9, 10, 10, 9, 8, 7, 8, 8, 6, 4, 3] as const
const BUSIEST = 10

type Server = {
  random: Random
  agenda: Agenda<SimulatedEvent>
  desks: Desk[]
  nextGroup: number
  mostDesks: number
}

const nextGroup = (server: Server) => {
  server.nextGroup += 1
  return String(server.nextGroup)
}

/** The agent comes and goes: looked at every so often, inside the shift with breaks and other states. */
function liveAgent(server: Server, desk: Desk, agent: Agent, from: number): void {
  const { random, agenda } = server
  agenda.at(from, (now) => {
    const events = isOnShift(agent, now) ? atWork(random, desk, agent, now) : goHome(desk, agent, now)
    const pause = agent.state === STATE.away ? between(random, 4, 18) : between(random, 12, 40)
    liveAgent(server, desk, agent, now + pause * MINUTE + between(random, 0, 59) * SECOND)
    return events
  })
}

function goHome(desk: Desk, agent: Agent, now: number): SimulatedEvent[] {
  if (agent.state === STATE.offline) return []
  return [...leaveNothingOpen(desk, agent, now), ...setState(desk, agent, STATE.offline, now)]
}

function atWork(random: Random, desk: Desk, agent: Agent, now: number): SimulatedEvent[] {
  const { online, away, text, voice, invisible } = STATE
  const arriving: AgentState[] = [online, online, online, invisible]
  if (agent.state === STATE.offline) return setState(desk, agent, pick(random, arriving), now)
  if (agent.state !== online) return setState(desk, agent, online, now)
  const elsewhere: AgentState[] = [online, online, away, away, text, voice, invisible]
  return setState(desk, agent, pick(random, elsewhere), now)
}

/** Visitors come by the rhythm of the day; some are invited, and some of those never answer. */
function receiveVisits(server: Server, desk: Desk, from: number): void {
  const { random, agenda } = server
  const mean = HOUR / (VISITS_AN_HOUR * desk.size)
  agenda.at(from + pauseOf(random, mean), (now) => {
    receiveVisits(server, desk, now)
    const busy = RHYTHM[new Date(now).getUTCHours()] ?? 0
    const free = freeAgents(desk)
    if (free.length === 0 || random() * BUSIEST > busy) return []
    const agent = pick(random, free)
    const client = visitorOf(random, desk, now)
    if (random() > 0.4) return beginChat(server, desk, client, agent, null, now)
    if (random() < 0.6)
      agenda.at(now + between(random, 4, 60) * SECOND, (later) =>
        answerInvitation(server, desk, client, agent, later),
      )
    return [makeEvent('CLIENT_INVITED', desk.licence, now, { OPERATOR_ID: agent.id, CLIENT_ID: client })]
  })
}

function answerInvitation(
  server: Server,
  desk: Desk,
  client: string,
  inviter: Agent,
  now: number,
): SimulatedEvent[] {
  const free = freeAgents(desk)
  const isBusy = [...desk.chats].some((chat) => chat.client === client)
  if (free.length === 0 || isBusy) return []
  const agent = free.includes(inviter) ? inviter : pick(server.random, free)
  return beginChat(server, desk, client, agent, inviter, now)
}

function beginChat(
  server: Server,
  desk: Desk,
  client: string,
  agent: Agent,
  inviter: Agent | null,
  at: number,
): SimulatedEvent[] {
  const { random, agenda } = server
  const { chat, events } = startChat(random, desk, { client, agent, inviter, group: nextGroup(server), at })
  const end = lastLineAt(chat) + between(random, 2, 40) * SECOND
  if (random() < 0.2)
    agenda.at(at + Math.floor((end - at) * (0.3 + random() * 0.5)), (now) => passOn(random, desk, chat, now))
  if (random() < 0.12) consult(server, desk, chat, at + Math.floor((end - at) * random()))
  endChat(server, desk, chat, end)
  return events
}

function passOn(random: Random, desk: Desk, chat: Chat, now: number): SimulatedEvent[] {
  const others = successors(desk, chat)
  const may = desk.chats.has(chat) && !chat.visitorLeft && takesChats(chat.agent.state) && others.length > 0
  return may ? transfer(desk, chat, pick(random, others), now) : []
}

/** The agent of a chat asks a colleague in private. */
function consult(server: Server, desk: Desk, chat: Chat, at: number): void {
  const { random, agenda } = server
  agenda.at(at, (now) => {
    const { agent } = chat
    if (!desk.chats.has(chat) || agent.state === STATE.offline) return []
    const group = nextGroup(server)
    agenda.at(now + between(random, 20, 400) * SECOND, (later) =>
      privateChat(desk, agent, group, 'stop', later),
    )
    return privateChat(desk, agent, group, 'start', now)
  })
}

/** Ended by the agent, by the visitor, or by both: then the window stays open for a moment. */
function endChat({ random, agenda }: Server, desk: Desk, chat: Chat, at: number): void {
  const chance = random()
  if (chance < 0.45) agenda.at(at, (now) => stopChat(desk, chat, now))
  else if (chance < 0.85) agenda.at(at, (now) => leaveChat(desk, chat, false, now))
  else {
    agenda.at(at, (now) => leaveChat(desk, chat, true, now))
    agenda.at(at + between(random, 1, 20) * SECOND, (now) => stopChat(desk, chat, now))
  }
}

function takeOnAgents(server: Server, desk: Desk, from: number): void {
  const { random, agenda } = server
  agenda.at(from, (now) => {
    const agent = hire(random, desk)
    if (agent === null) return []
    takeOnAgents(server, desk, now + pauseOf(random, 9 * HOUR))
    liveAgent(server, desk, agent, now + between(random, 3, 12) * MINUTE)
    return [newOperator(random, desk, agent, now)]
  })
}

function buySubscriptions(server: Server, desk: Desk, from: number): void {
  const { random, agenda } = server
  agenda.at(from, (now) => {
    buySubscriptions(server, desk, now + 6 * HOUR + pauseOf(random, 12 * HOUR))
    return [subscription(random, desk, now), licenceInfo(random, desk, now)]
  })
}

function makeLicences(server: Server, from: number): void {
  const { random, agenda, desks } = server
  agenda.at(from, (now) => {
    if (desks.length >= server.mostDesks) return []
    makeLicences(server, now + 2 * HOUR + pauseOf(random, 4 * HOUR))
    const desk = openDesk(random, String(FIRST_LICENCE + desks.length), desks.length)
    const agent = hire(random, desk)
    if (agent === null) return []
    open(server, desk, now)
    liveAgent(server, desk, agent, now + between(random, 2, 9) * MINUTE)
    return [newLicence(random, desk, agent, now)]
  })
}

function open(server: Server, desk: Desk, at: number): void {
  const { random } = server
  server.desks.push(desk)
  receiveVisits(server, desk, at)
  takeOnAgents(server, desk, at + between(random, 15, 90) * MINUTE)
  buySubscriptions(server, desk, at + between(random, 20, 240) * MINUTE)
}

function start(server: Server, licences: number, from: number): void {
  const { random, agenda } = server
  for (let index = 0; index < licences; index += 1) {
    const desk = openDesk(random, String(FIRST_LICENCE + index), index)
    agenda.at(from + index * 5, (now) => [licenceInfo(random, desk, now)])
    open(server, desk, from + licences * 5)
    for (let hired = 0; hired < FIRST_AGENTS; hired += 1) {
      const agent = hire(random, desk)
      if (agent) liveAgent(server, desk, agent, from + licences * 5 + between(random, 5, 900) * SECOND)
    }
  }
  makeLicences(server, from + between(random, 15, 60) * MINUTE)
}

/**
 * The events of a chat server without end, in the order of a simulated clock: it starts with LICENCE_INFO of each licence, then
 * agents come and go in shifts, visitors are invited, chats start, are passed on and end, each as it could have happened.
 * The same options give the same events.
 * @param options.from when the clock starts, in milliseconds since 1970; a fixed morning without it.
 */
export function* simulatedTraffic(options: {
  licences: number
  seed: number
  from?: number
}): Generator<SimulatedEvent, never> {
  const { licences, seed, from = USUAL_START } = options
  const server: Server = {
    random: seeded(seed),
    agenda: makeAgenda(),
    desks: [],
    nextGroup: 10,
    mostDesks: licences * 2 + 2,
  }
  start(server, licences, from)
  for (;;) yield* server.agenda.next().happened
}
