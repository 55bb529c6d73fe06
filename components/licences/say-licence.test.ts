import { describe, expect, it } from 'vitest'
import type { AgentState, LicenceState, Told } from '#lib/licences/licence-state.ts'
import { looksPast, sayAgent, sayButton, sayLicence, sayType } from './say-licence.ts'

const told = (value: string): Told => ({ value, at: '', since: '', eventId: '' })
const agent = (state: string | null, more: Partial<AgentState> = {}): AgentState => ({
  id: 'jane@example.com',
  firstName: null,
  lastName: null,
  nick: null,
  accountType: null,
  state: state === null ? null : told(state),
  groups: [],
  heard: told('yes'),
  ...more,
})
const licence = (more: Partial<LicenceState> & { hasMoreAgents?: boolean } = {}) => ({
  facts: {},
  button: null,
  agents: [],
  privateChats: [],
  hasMoreAgents: false,
  ...more,
})

describe('a licence in a sentence', () => {
  it.each([
    [licence(), 'No event has told anything of this licence yet.'],
    [licence({ facts: { LANGUAGE: told('pl') } }), 'No agent is known.'],
    [
      licence({ agents: [agent('0')], button: told('offline') }),
      '1 of 1 known agent is online, the button is offline.',
    ],
    [
      licence({
        agents: [agent('0'), agent('3'), agent('4'), agent('1'), agent('5'), agent(null), agent('9')],
      }),
      '3 of 7 known agents are online.',
    ],
    [
      licence({
        agents: [agent('2'), agent('2')],
        hasMoreAgents: true,
        privateChats: [{ group: '1', agents: [] }],
      }),
      '0 of more than 2 known agents are online, one private chat is open.',
    ],
  ])('%#', (state, sentence) => {
    expect(sayLicence(state)).toBe(sentence)
  })
})

describe('an agent', () => {
  it.each([
    [{ firstName: 'Jane', lastName: 'Nowak', nick: 'J' }, 'Jane Nowak'],
    [{ lastName: 'Nowak' }, 'Nowak'],
    [{ nick: 'J\u202e' }, 'J\\u202E'],
    [{}, 'jane@example.com'],
  ])('with %o is called %s', (names, called) => {
    expect(sayAgent(agent(null, names))).toBe(called)
  })
})

it('says codes by their label, others as they came, and nothing where nothing was told', () => {
  expect([sayType('1'), sayType('9'), sayType('7'), sayType(null)]).toEqual(['Full', 'Demo', '7', '–'])
  expect([sayButton('online'), sayButton('half'), sayButton(undefined)]).toEqual(['Online', 'half', '–'])
})

describe('a date of an unknown format', () => {
  const now = Date.UTC(2026, 10, 25, 12)
  it.each([
    ['2026-11-23', true],
    ['2026-11-23 23:59:59', true],
    ['2026-11-24 23:00', false],
    ['2026-11-25', false],
    ['2027-01-01T00:00', false],
    ['23.11.2020', false],
    ['2020-13-45', false],
    ['1764028800', false],
  ])('%s looks past: %s', (value, expected) => {
    expect(looksPast(value, now)).toBe(expected)
  })
})
