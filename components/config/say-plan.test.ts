import { describe, expect, it } from 'vitest'
import { boundPlan } from '#lib/lc-serv-cfg/bound-plan.ts'
import { planImport } from '#lib/lc-serv-cfg/plan.ts'
import { sayConfirm, sayDone, sayHindrance, sayPlan } from './say-plan.ts'

const plan = (text: string, current: [string, string[]][] = []) =>
  boundPlan(planImport({ file: new TextEncoder().encode(text), current: new Map(current) }))

const A = 'http://a.example/'

describe('a plan in words', () => {
  it.each([
    [plan(`EVENT_X ${A}\nEVENT_Y ${A}\n`), '2 mappings added.', 'Confirm 2 changes'],
    [plan(`EVENT_X ${A}\n`, [['X', [A]]]), 'No mapping changes.', 'Confirm, keep the file'],
    [
      plan(`EVENT_X ${A}\nEVENT_Z ${A}\nEVENT_W ftp://a\n`, [
        ['X', ['http://old/']],
        ['Y', [A]],
        ['Z', [A]],
      ]),
      '1 mapping changed, 1 removed, 1 stays. 1 line cannot be used.',
      'Confirm 2 changes, leave out line 3',
    ],
    [
      plan(`EVENT_X ${A}\nEVENT_W ftp://a\nEVENT_V ftp://a\n`),
      '1 mapping added. 2 lines cannot be used.',
      'Confirm 1 change, leave out lines 2, 3',
    ],
  ])('names what changes and what stays behind', (given, headline, button) => {
    expect(sayPlan(given)).toBe(headline)
    const wrong = given.errors.flatMap(({ line }) => line ?? [])
    expect(sayConfirm(given, wrong)).toBe(button)
    expect(sayHindrance(given, wrong)).toBeNull()
  })

  it('counts a change of RPC_SERVER_IP beside the mappings', () => {
    const given = plan(`EVENT_X ${A}\nRPC_SERVER_IP 10.0.0.1:80\n`)
    expect(sayPlan(given)).toBe('1 mapping added, RPC_SERVER_IP added.')
    expect(sayConfirm(given, [])).toBe('Confirm 2 changes')
  })

  it('says why it cannot be confirmed until each wrong line is left out', () => {
    const given = plan('EVENT_W ftp://a\nEVENT_V ftp://a\n')
    expect(sayHindrance(given, [])).toBe('2 lines cannot be used. Leave them out, or mend the file.')
    expect(sayHindrance(given, [1])).toBe('Line 2 cannot be used. Leave it out, or mend the file.')
    const many = plan(Array.from({ length: 300 }, (_, n) => `EVENT_X${n} ftp://a\n`).join(''))
    expect(
      sayHindrance(
        many,
        many.errors.flatMap(({ line }) => line ?? []),
      ),
    ).toMatch(/^300 lines .* Mend the file/)
  })

  it('says of a file that is no text only that it cannot be imported', () => {
    expect(sayPlan(plan(`EVENT_X ${A}\n\0`))).toBe('The file cannot be imported.')
  })

  it('says what was done, leaving out what was not', () => {
    expect(sayDone(plan(`EVENT_X ${A}\n`), 'lc_serv.cfg', 'the defaults')).toBe(
      'lc_serv.cfg is imported into the defaults: 1 mapping added.',
    )
    expect(sayDone(plan('', [['X', [A]]]), 'lc_serv.cfg', 'licence 7')).toBe(
      'lc_serv.cfg is imported into licence 7: 1 mapping removed.',
    )
  })
})
