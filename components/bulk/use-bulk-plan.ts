'use client'

import { useEffect, useState } from 'react'
import { ask } from '#components/ui/ask.ts'
import type { BulkPlan } from '#lib/bulk/plan-run.ts'
import type { GivenScope } from '#lib/bulk/scope.ts'
import type { BulkActions } from './bulk-actions.ts'

export type Planned = { plan: BulkPlan; runId: string }

type Found = { of: string; planned: Planned | null; problem: string | null }

/** The plan of a scope: null while it is counted, or when it could not be (`problem`). No scope: nothing is asked. */
export function useBulkPlan(scope: GivenScope | null, plan: BulkActions['plan']) {
  const [found, setFound] = useState<Found | null>(null)
  const [turn, setTurn] = useState(0)
  const key = scope === null ? null : JSON.stringify({ turn, scope })
  useEffect(() => {
    if (key === null) return
    let isStale = false
    const given: { scope: GivenScope } = JSON.parse(key)
    ask(plan, { scope: given.scope }).then((outcome) => {
      if (isStale) return
      const [planned, problem] = outcome.ok ? [outcome, null] : [null, outcome.reason]
      setFound({ of: key, planned, problem })
    })
    return () => {
      isStale = true
    }
  }, [key, plan])
  const current = found?.of === key ? found : null
  return {
    planned: current?.planned ?? null,
    problem: current?.problem ?? null,
    again: () => setTurn((before) => before + 1),
  }
}
