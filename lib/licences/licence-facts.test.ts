import { describe, expect, it } from 'vitest'
import { describeEventType, EVENT_TYPES } from '../livechat/catalogue.ts'
import { exampleEvent } from '../livechat/example.ts'
import type { Parameter } from '../livechat/parameters.ts'
import { AGENT_FACTS, LICENCE_FACTS } from './fact-names.ts'
import { licenceFacts } from './licence-facts.ts'

/** The facts of an event of licence 7, as "kind subject name=value". */
function told(eventType: string, values: Record<string, string>, more: Parameter[] = []): string[] {
  const parameters: Parameter[] = [...Object.entries(values), ...more]
  return licenceFacts({ eventType, licence: '7', parameters }).map(
    ({ kind, subject, name, value }) => `${[kind, subject].join(' ').trim()} ${name}=${value}`,
  )
}

describe('what an event tells', () => {
  it.each<[string, Record<string, string>, string[]]>([
    [
      'LICENCE_INFO',
      { LIC_TYPE: '9', EXPIRATION_DATE: 'some day' },
      ['licence EXPIRATION_DATE=some day', 'licence LIC_TYPE=9'],
    ],
    ['BUTTON_STATUS', { STATUS: 'online' }, ['licence button=online']],
    ['OPERATOR_STATUS', { OPERATOR_ID: 'jane', STATUS: '1' }, ['agent jane state=1']],
    ['OPERATOR_STATUS', { OPERATOR_ID: 'jane', STATUS: '77' }, ['agent jane state=77']],
    [
      'CHAT_STARTED',
      { OPERATOR_ID: 'jane', INVITING_OP: 'john', STATUS: '0' },
      ['agent jane state=0', 'agent john known=yes'],
    ],
    [
      'OPERATOR_TRANSFER',
      { NEW_OPERATOR_ID: 'john', OPERATOR_ID: 'jane', STATUS: '2' },
      ['agent jane state=2', 'agent john known=yes'],
    ],
    [
      'PRIVATE_CHAT_STATUS',
      { OPERATOR_ID: 'jane', STATUS: 'start', GROUP: '17' },
      ['private chat 17 jane=start', 'agent jane known=yes'],
    ],
    ['PRIVATE_CHAT_STATUS', { OPERATOR_ID: 'jane', STATUS: 'start' }, ['agent jane known=yes']],
    ['CLIENT_INVITED', { OPERATOR_ID: 'jane', CLIENT_ID: 'S1' }, ['agent jane known=yes']],
    ['CHAT_RATED', { OPERATOR_ID: 'jane', LANGUAGE: 'pl', STATUS: '1' }, ['agent jane known=yes']],
    ['LICENCE_INFO', { WEB_PAGE: 'http://not.listed/' }, []],
    [
      'NEW_OPERATOR',
      { OPERATOR_ID: 'john', FIRST_NAME: 'John', LAST_NAME: ' ', ACCOUNT_TYPE: '' },
      ['agent john FIRST_NAME=John'],
    ],
    ['OPERATOR_STATUS', { OPERATOR_ID: '', STATUS: '1' }, []],
    ['OPERATOR_STATUS', { OPERATOR_ID: 'x'.repeat(256), STATUS: '1' }, []],
  ])('%s with %o', (eventType, values, expected) => {
    expect(told(eventType, values)).toEqual(expected)
  })

  it('is the first value of a parameter that comes twice', () => {
    expect(told('BUTTON_STATUS', { STATUS: 'online' }, [['STATUS', 'offline']])).toEqual([
      'licence button=online',
    ])
  })

  it('is cut at 500 characters, never in the middle of one', () => {
    const [fact] = licenceFacts({
      eventType: 'NEW_LICENCE',
      licence: '7',
      parameters: [['LANGUAGE', `${'x'.repeat(499)}😀`]],
    })
    expect(fact?.value).toBe('x'.repeat(499))
  })

  it('never holds a secret, of any event type', () => {
    for (const eventType of EVENT_TYPES) {
      const parameters = exampleEvent(eventType, '7', { PASSWORD: 'hunter2' })
      expect(JSON.stringify(licenceFacts({ eventType, licence: '7', parameters }))).not.toContain('hunter2')
    }
  })

  it('uses names that the catalogue has', () => {
    const names = new Set(
      EVENT_TYPES.flatMap((type) => describeEventType(type)?.parameters ?? []).map((one) => one.name),
    )
    for (const name of [...LICENCE_FACTS.map((fact) => fact.name), ...AGENT_FACTS]) {
      expect(names).toContain(name)
    }
  })
})
