import { useEffect, useState } from 'react'
import { ask } from '#components/ui/ask.ts'
import type { ShownDiffOutcome } from '#lib/mappings/diff-revisions.ts'
import type { HistoryActions } from './mapping-actions.ts'

/** How two revisions differ; null while it is read, or when there is nothing to read. */
export function useRevisionDiff(
  diff: HistoryActions['diff'],
  asked: { licence: string | null; from?: number; to: number | null },
): ShownDiffOutcome | null {
  const { licence, from, to } = asked
  const key = `${licence} ${from} ${to}`
  const [read, setRead] = useState<{ key: string; outcome: ShownDiffOutcome } | null>(null)
  useEffect(() => {
    if (to === null) return
    let isWanted = true
    ask(diff, { licence, from, to }).then((outcome) => isWanted && setRead({ key, outcome }))
    return () => {
      isWanted = false
    }
  }, [diff, licence, from, to, key])
  return read?.key === key ? read.outcome : null
}
