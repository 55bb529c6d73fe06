import { ask, type Refusal } from '#components/ui/ask.ts'
import type { Undo } from '#components/ui/toast/toast.tsx'
import type { ShownHealth } from '#lib/delivery-log/health-of.ts'
import { LONGEST_REASON } from '#lib/endpoints/pause-reason.ts'
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

/** Resumes an endpoint. Undo pauses it again for the reason that it had; what has gone out meanwhile stays sent. */
export async function resume({ endpointId, url, actions }: Given, before: ShownHealth): Promise<Turned> {
  const done = await ask(actions.resume, { endpointId })
  if ('reason' in done) return done
  if (done.outcome === 'unknown endpoint') return { ok: false, reason: GONE }
  if (done.outcome === 'runs already') return { ok: true, text: `${url} runs already.` }
  if (before.pausedAt === null) return { ok: true, text: `${url} is tried now.` }
  const text = `${url} is resumed.`
  const reason = before.pauseReason ?? ''
  if (reason.length > LONGEST_REASON) return { ok: true, text }
  return {
    ok: true,
    text,
    undo: async () => {
      const back = await ask(actions.pause, { endpointId, reason })
      if ('reason' in back) return back
      if (back.outcome === 'paused')
        return { ok: true, text: `${url} is paused again. What went out meanwhile is sent.` }
      return {
        ok: false,
        reason: back.outcome === 'unknown endpoint' ? GONE : `Somebody paused ${url} since; it stays so.`,
      }
    },
  }
}
