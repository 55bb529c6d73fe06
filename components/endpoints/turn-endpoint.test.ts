import { describe, expect, it } from 'vitest'
import { WELL } from '#lib/delivery-log/health-of.ts'
import type { PauseActions } from './endpoint-actions.ts'
import { pause, resume } from './turn-endpoint.ts'

type Outcomes = { [Name in keyof PauseActions]?: object }

/** The verbs with these outcomes, and what they were asked. */
function verbs(outcomes: Outcomes) {
  const asked: unknown[] = []
  const verb = (name: keyof PauseActions) => async (input: object) => {
    asked.push({ [name]: input })
    return { ok: true, outcome: outcomes[name] }
  }
  const actions = {
    ...{ pause: verb('pause'), takeBackPause: verb('takeBackPause') },
    ...{ resume: verb('resume'), takeBackResume: verb('takeBackResume') },
  }
  // The outcomes are those of the verbs.
  return { asked, given: { endpointId: '1', url: 'http://a.example/', actions: actions as PauseActions } }
}

const RESUMED = { outcome: 'resumed', resumedAt: '2026-11-20T11:00:00.000Z' }
const PAUSED = { outcome: 'paused', pausedAt: '2026-11-20T10:00:00.000Z' }

describe('a pause', () => {
  it('is taken back as that very one', async () => {
    const { asked, given } = verbs({ pause: PAUSED, takeBackPause: { outcome: 'taken back' } })
    const paused = await pause(given, 'moving')
    expect(paused.ok && (await paused.undo?.())).toMatchObject({ ok: true })
    expect(asked.at(-1)).toEqual({ takeBackPause: { endpointId: '1', pausedAt: PAUSED.pausedAt } })
  })

  it('stays when somebody has turned the endpoint since', async () => {
    const { given } = verbs({ pause: PAUSED, takeBackPause: { outcome: 'changed since' } })
    const paused = await pause(given, '')
    const reason = 'http://a.example/ was resumed or paused anew since, and stays so.'
    expect(paused.ok && (await paused.undo?.())).toEqual({ ok: false, reason })
  })

  it.each(['already paused', 'unknown endpoint'])('%s has no way back', async (outcome) => {
    expect(await pause(verbs({ pause: { outcome } }).given, '')).not.toHaveProperty('undo')
  })
})

describe('a resumed endpoint', () => {
  const before = { ...WELL, pausedAt: '2026-11-20T09:00:00.000Z', pausedBy: 'ola', pauseReason: 'moving' }

  it('is paused again for the reason that it had', async () => {
    const { asked, given } = verbs({ resume: RESUMED, takeBackResume: { outcome: 'paused again' } })
    const resumed = await resume(given, before)
    expect(resumed.ok && (await resumed.undo?.())).toMatchObject({ ok: true })
    expect(asked.at(-1)).toEqual({
      takeBackResume: { endpointId: '1', resumedAt: RESUMED.resumedAt, reason: 'moving' },
    })
  })

  it.each([
    [{ outcome: 'paused since', by: 'jan' }, 'jan paused http://a.example/ since; it stays so.'],
    [{ outcome: 'resumed anew' }, 'http://a.example/ was paused and resumed anew since; it stays so.'],
    [
      { outcome: 'breaker opened' },
      'http://a.example/ failed since: its breaker is open and holds its deliveries. It is not paused.',
    ],
    [{ outcome: 'unknown endpoint' }, 'This endpoint is not there any more.'],
  ])('stays as it is now when its undo finds %j, and that is said', async (takeBackResume, reason) => {
    const resumed = await resume(verbs({ resume: RESUMED, takeBackResume }).given, before)
    expect(resumed.ok && (await resumed.undo?.())).toEqual({ ok: false, reason })
  })

  it.each([
    ['its breaker was open: a probe went out', WELL],
    ['its reason is longer than a person may give', { ...before, pauseReason: 'x'.repeat(201) }],
  ])('has no way back when %s', async (_, health) => {
    const resumed = await resume(verbs({ resume: RESUMED }).given, health)
    expect(resumed).toMatchObject({ ok: true })
    expect(resumed).not.toHaveProperty('undo')
  })
})
