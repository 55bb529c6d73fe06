import { Button, NumberInput } from '@mantine/core'
import { type FormEvent, type ReactNode, useEffect, useRef, useState } from 'react'
import { ask } from '#components/ui/ask.ts'
import { FormError } from '#components/ui/form-error.tsx'
import { DEFAULT_PER_SECOND, MAX_PER_SECOND, MAX_TOTAL } from '#lib/bulk/limits.ts'
import type { BulkPlan } from '#lib/bulk/plan-run.ts'
import type { GivenScope } from '#lib/bulk/scope.ts'
import type { StartOutcome } from '#lib/bulk/start-run.ts'
import classes from './bulk.module.css'
import type { BulkActions } from './bulk-actions.ts'
import { PlanChoice } from './plan-choice.tsx'
import { choicesOf, chosenScope, firstChoice } from './plan-choices.ts'
import { PlanNotes } from './plan-notes.tsx'
import { PlanSample } from './plan-sample.tsx'
import { count, sayDeliveries, sayEvents, sayLasting } from './say-run.ts'
import type { Planned } from './use-bulk-plan.ts'

type Props = {
  planned: Planned
  start: BulkActions['start']
  onStarting: (isStarting: boolean) => void
  onStarted: (runId: string) => void
  /** Says what is held of the plan; nothing where none of it can be. */
  held: ReactNode
}

/** A plan, which part of it is wanted and how fast, and the button that starts it. */
export function PlanForm({ planned: { plan, runId }, start, onStarting, onStarted, held }: Props) {
  const choices = choicesOf(plan)
  const [chosen, setChosen] = useState(() => firstChoice(plan))
  const [rate, setRate] = useState<number | string>(DEFAULT_PER_SECOND)
  const [problem, setProblem] = useState<string | null>(null)
  const [isStarting, setStarting] = useState(false)
  const button = useRef<HTMLButtonElement>(null)
  // A replay's plan stands under fields that somebody may be in.
  const isAlone = plan.kind === 'resend'
  useEffect(() => {
    if (isAlone) button.current?.focus()
  }, [isAlone])
  const total = choices.reduce((sum, choice) => sum + (chosen.includes(choice.value) ? choice.count : 0), 0)
  const perSecond = Number(rate)
  const isRate = Number.isInteger(perSecond) && perSecond >= 1 && perSecond <= MAX_PER_SECOND
  const begin = async (scope: GivenScope) => {
    setProblem(null)
    setStarting(true)
    onStarting(true)
    const outcome = await ask(start, { id: runId, scope, perSecond })
    onStarting(false)
    if ('runId' in outcome) return onStarted(outcome.runId)
    setStarting(false)
    setProblem('reason' in outcome ? outcome.reason : sayRefusal(outcome))
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (total > 0 && isRate && !isStarting) begin(chosenScope(plan, chosen))
  }
  if (plan.total > MAX_TOTAL) return <p className={classes.text}>{sayTooMany(MAX_TOTAL)}</p>
  if (plan.total === 0) return <p className={classes.text}>{sayNothing(plan)}</p>
  const isAllHeld = choices.every((choice) => choice.isClosed)
  const things = plan.kind === 'resend' ? sayDeliveries : sayEvents
  return (
    <form onSubmit={submit} className={classes.dialog}>
      <p className={classes.total}>
        {plan.kind === 'resend'
          ? `${things(plan.total)} ${plan.total === 1 ? 'matches' : 'match'}`
          : `${things(plan.total)} never came to this endpoint`}
      </p>
      {held}
      {isAllHeld ? (
        <PlanSample plan={plan} />
      ) : (
        <>
          <PlanChoice plan={plan} choices={choices} chosen={chosen} onChange={setChosen} />
          <PlanNotes plan={plan} />
          <PlanSample plan={plan} />
          <div className={classes.rate}>
            <NumberInput
              label="At most a second"
              className={classes.rateField}
              value={rate}
              onChange={setRate}
              min={1}
              max={MAX_PER_SECOND}
              allowDecimal={false}
              clampBehavior="none"
              error={isRate ? null : `1 to ${MAX_PER_SECOND}`}
            />
            <p className={classes.hint}>
              {isRate && total > 0 && `About ${sayLasting(total, perSecond)}. `}
              The endpoints’ own limits hold as well, and new events go first.
            </p>
          </div>
          <FormError reason={problem} />
          <div className={classes.foot}>
            <Button ref={button} type="submit" disabled={total === 0 || !isRate} loading={isStarting}>
              {plan.kind === 'resend' ? 'Resend' : 'Replay'} {count(total)}
            </Button>
          </div>
        </>
      )}
    </form>
  )
}

const sayTooMany = (most: number) =>
  `That is more than ${count(most)}, too much for one run. Narrow it down by time, and do it in parts.`

function sayNothing(plan: BulkPlan): string {
  return plan.kind === 'resend'
    ? 'Nothing matches any more.'
    : 'Nothing is missing: every event of this time that is mapped here has a delivery.'
}

function sayRefusal(outcome: StartOutcome): string {
  if (outcome.outcome === 'too many') return sayTooMany(outcome.most)
  if (outcome.outcome === 'unknown endpoint') return 'This endpoint is not there any more.'
  return 'Nothing matches any more.'
}
