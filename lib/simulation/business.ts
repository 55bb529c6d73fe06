import type { Agent, Desk } from './desk.ts'
import { between, pick, type Random } from './random.ts'
import { makeEvent, type SimulatedEvent } from './simulated-event.ts'

const DAY = 86_400_000

/** As the samples write moments: `2027-06-30 23:59:59`. */
const stamp = (at: number) => new Date(at).toISOString().slice(0, 19).replace('T', ' ')
const dayStart = (at: number) => Math.floor(at / DAY) * DAY
const lastSecond = (at: number) => dayStart(at) + DAY - 1000

/** Two words and a number, with the characters that break careless scripts. */
function password(random: Random): string {
  const words = ['copper', 'maple', 'river', 'velvet', 'pebble', 'thistle']
  return `${pick(random, words)} & ${pick(random, words)}${between(random, 10, 99)}`
}

/** What the chat server tells of a licence when it starts, and when something of it has changed. */
export function licenceInfo(random: Random, desk: Pick<Desk, 'licence'>, at: number): SimulatedEvent {
  const values = {
    EXPIRATION_DATE: stamp(lastSecond(at + between(random, 20, 700) * DAY)),
    LIC_TYPE: pick(random, ['1', '1', '1', '9']),
  }
  return makeEvent('LICENCE_INFO', desk.licence, at, values)
}

/** A licence is made, together with its first agent. */
export function newLicence(random: Random, desk: Desk, agent: Agent, at: number): SimulatedEvent {
  return makeEvent('NEW_LICENCE', desk.licence, at, {
    PASSWORD: password(random),
    NICK: agent.firstName,
    LAST_NAME: agent.lastName,
    FIRST_NAME: agent.firstName,
    OPERATOR_ID: agent.id,
    PHONE: `${desk.phrases.phonePrefix}${between(random, 100, 999)}`,
    LIC_TYPE: '9',
    WEB_PAGE: `http://${desk.domain}/`,
    PROMO_CODE: pick(random, ['', '', 'AUTUMN', 'FRIEND']),
    ACCOUNT_TYPE: agent.account,
    EXPIRATION_DATE: stamp(lastSecond(at + 30 * DAY)),
    LANGUAGE: desk.phrases.language,
  })
}

/** An agent is added to a licence. */
export function newOperator(random: Random, desk: Desk, agent: Agent, at: number): SimulatedEvent {
  return makeEvent('NEW_OPERATOR', desk.licence, at, {
    PASSWORD: password(random),
    LAST_NAME: agent.lastName,
    FIRST_NAME: agent.firstName,
    OPERATOR_ID: agent.id,
    ACCOUNT_TYPE: agent.account,
  })
}

/** A subscription is bought for the agents there are; it begins with the next day. */
export function subscription(random: Random, desk: Desk, at: number): SimulatedEvent {
  const of = (account: Agent['account']) => desk.agents.filter((agent) => agent.account === account).length
  const start = dayStart(at) + DAY
  const months = pick(random, [1, 3, 12])
  return makeEvent('NEW_OPERATOR_SUBSCRIPTION', desk.licence, at, {
    OPERATORS_COUNT_CC: String(of('communicator')),
    OPERATORS_COUNT_COM: String(of('contact center')),
    START_DATE: stamp(start),
    END_DATE: stamp(lastSecond(start + (months * 30 - 1) * DAY)),
    PAYMENT_METHOD: String(between(random, 1, 4)),
    NET_PRICE: `${desk.agents.length * months * 29}.00`,
    VAT: pick(random, ['23', '19', '21']),
  })
}
