import { describe, expect, it } from 'vitest'
import type { MappingActions } from './mapping-actions.ts'
import { undoMapping } from './undo-mapping.ts'

const saved = { licence: '1520', eventType: 'CHAT_STARTED', before: ['http://a.example/'], now: [] }

/** The verbs, and what they were asked. */
function verbs(outcome: Awaited<ReturnType<MappingActions['save']>>) {
  const asked: unknown[] = []
  const answer = (verb: string) => async (input: object) => {
    asked.push({ verb, ...input })
    return outcome
  }
  return { asked, actions: { save: answer('save'), remove: answer('remove') } }
}

describe('undo of a mapping', () => {
  const scope = { licence: '1520', eventType: 'CHAT_STARTED' }

  it('saves what was there, if what was saved is still in force', async () => {
    const { asked, actions } = verbs({ ok: true, outcome: { ok: true, revision: 3 } })
    const text = 'CHAT_STARTED of 1520 now goes to a.example.'
    expect(await undoMapping(saved, actions)()).toEqual({ ok: true, text })
    expect(asked).toEqual([{ verb: 'save', ...scope, expected: [], urls: ['http://a.example/'] }])
  })

  it('takes away what was not mapped before', async () => {
    const { asked, actions } = verbs({ ok: true, outcome: { ok: true, revision: 3 } })
    const text = 'CHAT_STARTED of 1520 follows the defaults again.'
    expect(await undoMapping({ ...saved, before: null }, actions)()).toEqual({ ok: true, text })
    expect(asked).toEqual([{ verb: 'remove', ...scope, expected: [] }])
  })

  it('says who changed it since, and to what', async () => {
    const by = { id: 4, actor: 'ewa@bellhop.example', at: '2026-11-20T10:00:00Z' }
    const conflict = { now: ['http://b.example/'], by }
    const { actions } = verbs({ ok: true, outcome: { ok: false, reason: 'Compare.', conflict } })
    const reason = 'ewa@bellhop.example changed it since. CHAT_STARTED of 1520 now goes to b.example.'
    expect(await undoMapping(saved, actions)()).toEqual({ ok: false, reason })
  })

  it('says why when there is no session any more', async () => {
    const { actions } = verbs({ ok: false, message: 'Your session has ended.' })
    expect(await undoMapping(saved, actions)()).toEqual({ ok: false, reason: 'Your session has ended.' })
  })
})
