import { describe, expect, it } from 'vitest'
import { sayMapAndDeliver, sayScope } from './say-map-and-deliver.ts'

const of = { eventType: 'CHAT_RATED', licence: '7', url: 'http://shop.example/rate' }

describe('what came of mapping and delivering', () => {
  it.each([
    [{ outcome: 'queued' as const, deliveries: ['1'] }, true, 'this event is on its way there'],
    [{ outcome: 'nothing new' as const }, true, 'has a delivery there already'],
    [{ outcome: 'nothing mapped' as const }, false, 'licence 7 says for itself that nothing is delivered'],
    [{ outcome: 'unknown event' as const }, false, 'not in the log any more'],
  ])('%j', (delivered, good, text) => {
    const told = sayMapAndDeliver({ ok: true, delivered }, of)
    expect(told.good).toBe(good)
    expect(told.text).toContain('CHAT_RATED now goes to shop.example')
    expect(told.text).toContain(text)
  })

  it('is the reason when it was refused', () => {
    expect(sayMapAndDeliver({ ok: false, reason: 'No.' }, of)).toEqual({ good: false, text: 'No.' })
  })
})

describe('what a scope will do', () => {
  it.each([
    ['defaults', { licence: null, defaults: null }, 'such events of all licences that say nothing else go'],
    ['defaults', { licence: [], defaults: null }, 'does not reach this event'],
    ['licence', { licence: [], defaults: null }, 'takes the place of "deliver nothing"'],
    ['licence', { licence: null, defaults: [] }, 'such events of licence 7 go there'],
  ] as const)('%s of %j', (scope, scopes, text) => {
    const copied = {
      licence: scopes.licence && [...scopes.licence],
      defaults: scopes.defaults && [...scopes.defaults],
    }
    expect(sayScope(scope, copied, '7')).toContain(text)
  })
})
