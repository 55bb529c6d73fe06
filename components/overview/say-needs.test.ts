import { describe, expect, it } from 'vitest'
import { sayNeeds, sayUnknown } from './say-needs.ts'

const dispatcher = { id: '', host: 'a', pid: 1, inFlight: 0, beatSeconds: 1 }
const well = {
  range: '24h' as const,
  endpoints: { failing: 0, pausedByBellhop: 0, pausedByPerson: 0 },
  nowhere: { types: 0 },
  silent: { silent: 0 },
  work: { dispatchers: [{ ...dispatcher, isAlive: true }] },
  givenUp: 0,
}

describe('what needs a person', () => {
  it('is nothing when all is well', () => {
    expect(sayNeeds(well)).toEqual({ needs: [], unknown: [] })
  })

  it('is said the worst first, each with its place', () => {
    const { needs } = sayNeeds({
      range: '7d',
      endpoints: { failing: 2, pausedByBellhop: 1, pausedByPerson: 1 },
      nowhere: { types: 4 },
      silent: { silent: 1 },
      work: { dispatchers: [{ ...dispatcher, isAlive: false }] },
      givenUp: 2,
    })
    expect(needs).toEqual([
      { text: 'no dispatcher is alive', href: '#work' },
      { text: '2 endpoints fail', href: '/endpoints?state=failing' },
      { text: '2 endpoints are paused', href: '/endpoints?state=paused' },
      { text: '4 event types go nowhere', href: '/events?fate=nowhere&since=7d' },
      { text: '2 deliveries were given up', href: '/deliveries?status=failed&since=7d' },
      { text: '1 licence is silent', href: '#silent' },
    ])
  })

  it('does not take for well what could not be read', () => {
    const { needs, unknown } = sayNeeds({ ...well, endpoints: null, silent: null })
    expect(needs).toEqual([])
    expect(sayUnknown(unknown)).toBe('The endpoints and the licences could not be read.')
    expect(sayUnknown([])).toBe('')
    expect(sayNeeds({ ...well, givenUp: null })).toEqual({ needs: [], unknown: ['the deliveries'] })
  })
})
