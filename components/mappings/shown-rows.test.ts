import { expect, it } from 'vitest'
import { withRows, withWanted } from './shown-rows.ts'

const inherited = [{ endpointId: '1', url: 'http://defaults.example/' }]
const row = { eventType: 'CHAT_STARTED', known: true, own: null, inherited, effective: inherited }
const other = { ...row, eventType: 'NEW_OPERATOR' }

it.each([
  [['http://a.example/'], [{ endpointId: 'http://a.example/', url: 'http://a.example/' }]],
  [[], 'deliver nothing'],
])('shows %j at once as what will be in force', (urls, own) => {
  const [shown, untouched] = withWanted([row, other], { eventType: 'CHAT_STARTED', urls })
  expect(shown).toEqual({ ...row, own, effective: own, isSaving: true })
  expect(untouched).toBe(other)
})

it('shows what a licence inherits once its own is taken away', () => {
  const own = 'deliver nothing' as const
  const before = { ...row, own, effective: own }
  expect(withWanted([before], { eventType: 'CHAT_STARTED', urls: null })).toEqual([
    { ...row, isSaving: true },
  ])
})

it('has a row for an event type that is mapped for the first time', () => {
  const rows = withRows([row], ['CHAT_STARTED', 'CHAT_RATED'])
  expect(rows.map(({ eventType, known }) => [eventType, known])).toEqual([
    ['CHAT_STARTED', true],
    ['CHAT_RATED', false],
  ])
})
