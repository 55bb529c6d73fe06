import { describe, expect, it } from 'vitest'
import { DEFAULT_POLICY } from '#lib/endpoints/policy.ts'
import { differences, sayMode, saySaved } from './say-settings.ts'

const settings = { ...DEFAULT_POLICY, url: 'http://a.example/', mode: 'as received', connectTo: null }

describe('the settings of an endpoint in words', () => {
  it('say what differs between two people, and nothing else', () => {
    expect(differences(settings, { ...settings, mode: 'GET', connectTo: '10.0.0.1:80' })).toEqual([
      { name: 'Mode', theirs: 'As received', yours: 'GET' },
      { name: 'Connect to', theirs: 'where the URL says', yours: '10.0.0.1:80' },
    ])
    expect(differences(settings, settings)).toEqual([])
  })

  it.each([
    [
      { url: 'http://b.example/' },
      2,
      'http://a.example/ is now http://b.example/. The mappings of 2 scopes follow.',
    ],
    [{ url: 'http://b.example/' }, 0, 'http://a.example/ is now http://b.example/. Nothing maps it yet.'],
    [
      { timeoutSeconds: 5, mode: 'POST JSON' },
      0,
      'http://a.example/ is saved. Mode: POST JSON. Time-out: 5 s.',
    ],
    [
      { retrySchedule: '5s 1m', rateCount: 100, rateSeconds: 60, inOrderBy: 'agent' as const },
      0,
      'http://a.example/ is saved. Retries: 5s 1m. Rate: 100 in 60 s. In order by: Agent.',
    ],
    [{}, 0, 'http://a.example/ is as it was.'],
  ])('say of %j what was saved', (more, scopes, said) => {
    expect(saySaved(settings, { ...settings, ...more }, scopes)).toBe(said)
  })

  it('keep what is secret in a URL out of the notice', () => {
    const [before, now] = ['http://a.example/?token=one', 'http://a.example/?token=two']
    const said = saySaved({ ...settings, url: before }, { ...settings, url: now }, 0)
    expect(said).not.toMatch(/one|two/)
  })

  it('name a mode of another version as it is', () => {
    expect([sayMode('as received'), sayMode('PUT')]).toEqual(['As received', 'PUT'])
  })
})
