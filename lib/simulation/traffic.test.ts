import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { AGENT_STATES, EVENT_TYPES } from '#lib/livechat/catalogue.ts'
import { findOddities } from '#lib/livechat/oddities.ts'
import { firstValue } from '#lib/livechat/parameters.ts'
import { CHATS_PER_AGENT } from './chats.ts'
import { LONGEST_CHAT, SHORTEST_CHAT } from './conversation.ts'
import { type AgentState, STATE, takesChats } from './desk.ts'
import type { SimulatedEvent } from './simulated-event.ts'
import { simulatedTraffic } from './traffic.ts'

function take(count: number, options: Parameters<typeof simulatedTraffic>[0]): SimulatedEvent[] {
  const traffic = simulatedTraffic(options)
  return Array.from({ length: count }, () => traffic.next().value)
}

/** A licence as its events tell it. */
type Told = {
  states: Map<string, AgentState>
  button: string
  /** client -> agent; and those whose visitor has left while the agent has not ended it. */
  chats: Map<string, string>
  left: Map<string, string>
  privateChats: Map<string, string>
}

/** Follows the events of one licence and says what could not have happened. */
function follow(events: readonly SimulatedEvent[]): string[] {
  const told: Told = {
    states: new Map(),
    button: 'offline',
    chats: new Map(),
    left: new Map(),
    privateChats: new Map(),
  }
  const wrong: string[] = []
  events.forEach((event, index) => {
    const value = (name: string) => firstValue(event.parameters, name) ?? ''
    const [operator, client, status, group] = [
      value('OPERATOR_ID'),
      value('CLIENT_ID'),
      value('STATUS'),
      value('GROUP'),
    ]
    const check = (is: boolean, what: string) => {
      if (!is) wrong.push(`${index} ${event.eventType}: ${what}`)
    }
    const stateOf = (agent: string) => told.states.get(agent) ?? STATE.offline
    switch (event.eventType) {
      case 'OPERATOR_STATUS': {
        check(stateOf(operator) !== status, 'the state is the same')
        told.states.set(operator, status as AgentState) // findOddities has checked it
        const open = [...told.chats.values(), ...told.privateChats.values()]
        if (status === STATE.offline) check(!open.includes(operator), 'goes offline in a chat')
        const expected = [...told.states.values()].some(takesChats) ? 'online' : 'offline'
        const next = events[index + 1]
        if (expected !== told.button)
          check(next?.eventType === 'BUTTON_STATUS' || next === undefined, 'no button follows')
        break
      }
      case 'BUTTON_STATUS':
        check(status !== told.button, 'the button is so already')
        check(
          (status === 'online') === [...told.states.values()].some(takesChats),
          'does not follow the agents',
        )
        told.button = status
        break
      case 'CLIENT_INVITED':
        check(takesChats(stateOf(operator)), 'invites while not available')
        break
      case 'CHAT_STARTED':
        check(
          takesChats(stateOf(operator)) && stateOf(operator) === status,
          'starts with an agent in another state',
        )
        check(!told.chats.has(client), 'is in a chat already')
        told.chats.set(client, operator)
        told.left.delete(client)
        check(
          [...told.chats.values()].filter((one) => one === operator).length <= CHATS_PER_AGENT,
          'too many chats',
        )
        break
      case 'OPERATOR_TRANSFER':
        check(told.chats.get(client) === operator, 'is not in that chat')
        check(stateOf(operator) === status && takesChats(stateOf(operator)), 'passes on in another state')
        check(takesChats(stateOf(value('NEW_OPERATOR_ID'))), 'passes on to one who is not there')
        check(value('NEW_OPERATOR_ID') !== operator, 'passes on to the same agent')
        told.chats.set(client, value('NEW_OPERATOR_ID'))
        break
      case 'VISITOR_LEFT_CHAT':
        check(stateOf(operator) !== STATE.offline, 'chats while offline')
        check(told.chats.get(client) === operator, 'leaves a chat that is not there')
        told.chats.delete(client)
        told.left.set(client, operator)
        break
      case 'OPERATOR_STOPED_CHAT':
        check(stateOf(operator) !== STATE.offline, 'chats while offline')
        check(
          told.chats.get(client) === operator || told.left.get(client) === operator,
          'ends what never began',
        )
        told.chats.delete(client)
        told.left.delete(client)
        break
      case 'PRIVATE_CHAT_STATUS':
        check(stateOf(operator) !== STATE.offline, 'talks while offline')
        check(
          status === 'start' ? !told.privateChats.has(group) : told.privateChats.get(group) === operator,
          'order',
        )
        if (status === 'start') told.privateChats.set(group, operator)
        else told.privateChats.delete(group)
    }
  })
  return wrong
}

const options = fc.record({
  seed: fc.integer({ min: 1, max: 2 ** 31 }),
  licences: fc.integer({ min: 1, max: 6 }),
})

describe('simulated traffic', () => {
  it('is the same for the same seed and another for another', () => {
    fc.assert(
      fc.property(options, (one) => {
        expect(take(300, one)).toEqual(take(300, one))
        expect(take(300, one)).not.toEqual(take(300, { ...one, seed: one.seed + 1 }))
      }),
      { numRuns: 20 },
    )
  })

  it('starts with the information of every licence, as a chat server does', () => {
    const first = take(3, { licences: 3, seed: 7 }).map((event) => [event.eventType, event.licence])
    expect(first).toEqual(['1520', '1521', '1522'].map((licence) => ['LICENCE_INFO', licence]))
  })

  it('tells only what could have happened, in the order of its clock', () => {
    fc.assert(
      fc.property(options, (one) => {
        const events = take(3000, one)
        const licences = Map.groupBy(events, (event) => event.licence)
        expect([...licences.values()].flatMap(follow)).toEqual([])
        expect(events.every((event, index) => event.at >= (events[index - 1]?.at ?? 0))).toBe(true)
      }),
      { numRuns: 40 },
    )
  })

  it('is as the catalogue has it, value by value', () => {
    fc.assert(
      fc.property(options, (one) => {
        for (const { eventType, licence, parameters } of take(1500, one)) {
          expect(findOddities(eventType, parameters)).toEqual([])
          expect(parameters.slice(0, 2)).toEqual([
            ['EVENT', eventType],
            ['LICENCE', licence],
          ])
        }
      }),
      { numRuns: 20 },
    )
  })

  it('has every event type within the five minutes that it plays without options', () => {
    expect(new Set(take(300, { licences: 3, seed: 1 }).map((event) => event.eventType))).toEqual(
      new Set(EVENT_TYPES),
    )
  })

  it('has all six states, clients who come back, invitations that nobody answers, and chats ended by both', () => {
    const events = take(6000, { licences: 3, seed: 7 })
    const of = (type: string, name: string) =>
      events
        .filter((event) => event.eventType === type)
        .map((event) => firstValue(event.parameters, name) ?? '')
    expect(new Set(of('OPERATOR_STATUS', 'STATUS'))).toEqual(
      new Set(AGENT_STATES.map((state) => state.value)),
    )
    const started = of('CHAT_STARTED', 'CLIENT_ID')
    expect(new Set(started).size).toBeLessThan(started.length)
    expect(started.every((client) => /^S\d{10}\.[0-9a-f]{6}$/.test(client))).toBe(true)
    expect(of('CLIENT_INVITED', 'CLIENT_ID').some((client) => !started.includes(client))).toBe(true)
    const [left, stopped] = [of('VISITOR_LEFT_CHAT', 'GROUP'), of('OPERATOR_STOPED_CHAT', 'GROUP')]
    expect(left.some((group) => stopped.includes(group))).toBe(true)
    expect(left.some((group) => !stopped.includes(group))).toBe(true)
  })

  it('has conversations of 2 to 40 lines, each by the agents of the chat and the visitor', () => {
    const chats = take(6000, { licences: 4, seed: 3 }).flatMap(
      ({ parameters }) => firstValue(parameters, 'CHAT') ?? [],
    )
    const lengths = chats.map((chat) => chat.split('\n').length)
    expect(Math.min(...lengths)).toBe(SHORTEST_CHAT)
    expect(Math.max(...lengths)).toBeGreaterThan(30)
    expect(Math.max(...lengths)).toBeLessThanOrEqual(LONGEST_CHAT)
    for (const chat of chats) {
      expect(chat).not.toMatch(/[{}]/)
      expect(chat.split('\n').every((line) => /^\p{Lu}\p{L}+: ./u.test(line))).toBe(true)
    }
    for (const letters of ['ąćęłńóśźż', 'äöüß', 'ěščřžýáíéůúň'])
      for (const letter of letters) expect(chats.some((chat) => chat.includes(letter))).toBe(true)
  })
})
