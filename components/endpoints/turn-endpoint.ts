import { ask, type Refusal } from '#components/ui/ask.ts'
import type { Undo } from '#components/ui/toast/toast.tsx'
import type { ShownHealth } from '#lib/delivery-log/health-of.ts'
import { LONGEST_REASON } from '#lib/endpoints/pause-reason.ts'
import type { TakeBackResumeOutcome } from '#lib/endpoints/take-back-resume.ts'
import type { PauseActions } from './endpoint-actions.ts'

const GONE = 'This endpoint is not there any more.'

/** What was done, in words, and the way back where there is one. */
export type Turned = { ok: true; text: string; undo?: Undo } | Refusal

type Given = { endpointId: string; url: string; actions: PauseActions }

/** Pauses an endpoint. Undo ends this very pause: one that somebody made since stays. */
export async function pause({ endpointId, url, actions }: Given, reason: string): Promise<Turned> {
  const done = await ask(actions.pause, { endpointId, reason })
  if ('reason' in done) return done
  if (done.outcome !== 'paused') {
    const isGone = done.outcome === 'unknown endpoint'
    return isGone ? { ok: false, reason: GONE } : { ok: true, text: `${url} was paused already.` }
  }
  const { pausedAt } = done
  return {
    ok: true,
    text: `${url} is paused: its deliveries are held.`,
    undo: async () => {
      const back = await ask(actions.takeBackPause, { endpointId, pausedAt })
      if ('reason' in back) return back
      if (back.outcome === 'taken back') return { ok: true, text: `${url} is not paused any more.` }
      return { ok: false, reason: `${url} was resumed or paused anew since, and stays so.` }
    },
  }
}

/**
 * Resumes an endpoint. Undo pauses it again for the reason that it had, if it is still as this left it; what has gone out
 * meanwhile stays sent.
 */
export async function resume({ endpointId, url, actions }: Given, before: ShownHealth): Promise<Turned> {
  const done = await ask(actions.resume, { endpointId })
  if ('reason' in done) return done
  if (done.outcome !== 'resumed') {
    const isGone = done.outcome === 'unknown endpoint'
    return isGone ? { ok: false, reason: GONE } : { ok: true, text: `${url} runs already.` }
  }
  if (before.pausedAt === null) return { ok: true, text: `${url} is tried now.` }
  const text = `${url} is resumed.`
  const { resumedAt } = done
  const reason = before.pauseReason ?? ''
  if (reason.length > LONGEST_REASON) return { ok: true, text }
  return {
    ok: true,
    text,
    undo: async () => {
      const back = await ask(actions.takeBackResume, { endpointId, resumedAt, reason })
      if ('reason' in back) return back
      if (back.outcome === 'paused again')
        return { ok: true, text: `${url} is paused again. What went out meanwhile is sent.` }
      return { ok: false, reason: saySince(url, back) }
    },
  }
}

/** Why a resume is not taken back. */
function saySince(url: string, since: Exclude<TakeBackResumeOutcome, { outcome: 'paused again' }>): string {
  switch (since.outcome) {
    case 'paused since':
      return `${since.by ?? 'Somebody'} paused ${url} since; it stays so.`
    case 'breaker opened':
      return `${url} failed since: its breaker is open and holds its deliveries. It is not paused.`
    case 'resumed anew':
      return `${url} was paused and resumed anew since; it stays so.`
    case 'unknown endpoint':
      return GONE
  }
}
